"""Whose hands erasure is in (谁来删): one proposes, another approves, a third reads the register.

Who keeps the machine sees kinds, counts and numbers, no content (D.7). Accusations stay at the triage desk
(ADR 0011): their lists are proposed there, approved by the security administrator, and known to nobody else.
"""

from lianxin.kernel.actor import Role
from lianxin.kernel.policy import either, holds

PROPOSERS, PROPOSERS_SEALED = (Role.ADMINISTRATOR, Role.SECURITY), (Role.TRIAGE,)
proposes = holds(*PROPOSERS)
approves = holds(Role.SECURITY, Role.LEADER)
proposes_sealed = holds(*PROPOSERS_SEALED)
approves_sealed = holds(Role.SECURITY)
sees_plain = holds(Role.ADMINISTRATOR, Role.SECURITY, Role.LEADER, Role.AUDITOR)
sees_sealed = holds(Role.TRIAGE, Role.SECURITY, Role.AUDITOR)
sees = either(sees_plain, sees_sealed)
may_hold = holds(Role.LEADER, Role.AUDITOR, Role.SECURITY)
asks = holds(Role.CLERK, Role.TRIAGE)
follows = either(sees, asks)
"""Who may open a batch at all; which, the batches say: whoever asked for one sees that one."""
