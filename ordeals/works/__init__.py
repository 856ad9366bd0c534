"""What is going on while something is killed. Each work makes batches; a batch is begun, cut off, looked at, begun again."""

from ordeals.works.anonymising import Anonymising
from ordeals.works.invitations import Invitations
from ordeals.works.reminders import Reminders
from ordeals.works.sending import Sending
from ordeals.works.transitions import Transitions

WORKS = (Transitions, Invitations, Reminders, Anonymising, Sending)
