// What the three records with a FOKUS workflow share in the desk: the head of the form, the dialog of an
// action, and the list. Loaded with the desk (hooks.py, app_include_js).

import "./fokus/compat";
import "./fokus/accounts";
import "./fokus/documents";
import "./fokus/actions";
import "./fokus/assessments";
import "./fokus/form";
import "./fokus/import_list";
import "./fokus/kanban";
import "./fokus/list";
import "./fokus/mail_orders";
import "./fokus/mails";
import "./fokus/matching";
import "./fokus/meeting_after";
import "./fokus/meeting_people";
import "./fokus/meeting_plan";
import "./fokus/numbers";
import "./fokus/people_links";
import "./fokus/privacy";
import "./fokus/sessions";
import "./fokus/succession";
import "./fokus/template_changes";
import "./fokus/tours";
