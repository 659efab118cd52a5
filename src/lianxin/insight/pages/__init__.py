"""The pages of leaders and auditors, and the public one."""
