"""How visits come in: numbers at the desk, on the telephone, on paper; and how a talk becomes an appeal (来访登记)."""
