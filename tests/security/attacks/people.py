"""Who attacks: one person for each role, none of whom has a part in the victims' records, and people whose own case it is."""

#: role in the table of attacks: part of the cast
STRANGERS = {
	"Guest": "Guest",
	"no role": "outsider",
	"System Manager": "sysadmin",
	"other area's manager": "othermanager",
	"other mentor": "mentor2",
	"other participant": "participant2",
}
#: they see the others' records, never a case about themselves nor what belongs to a pair
INSIDERS = {"HR clerk": "clerk2", "programme lead": "otherlead", "manager": "panelist"}
#: who has a part of their own in the victims' records
RELATED = {"candidate": "candidate", "mentor": "mentor"}
ATTACKERS = {**STRANGERS, **INSIDERS, **RELATED}
