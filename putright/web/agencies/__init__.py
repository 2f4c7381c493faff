"""P15: requests to agencies, the directory of their desks, enquiries of councillors."""

MENU = ((60, "Agencies", "agencies:directory", "agency.directory"),)
