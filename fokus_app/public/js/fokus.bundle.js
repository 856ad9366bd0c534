// What the three records with a FOKUS workflow share in the desk: the head of the form, the dialog of an
// action, and the list. Loaded with the desk (hooks.py, app_include_js).

import "./fokus/compat";
import "./fokus/accounts";
import "./fokus/actions";
import "./fokus/form";
import "./fokus/import_list";
import "./fokus/list";
import "./fokus/mails";
import "./fokus/people_links";
<<<<<<< HEAD
import "./fokus/template_changes";
=======
import "./fokus/succession";
>>>>>>> 3f4a5a7 (feat(FOKUS): the tasks of somebody who leaves go to a successor in one step)
