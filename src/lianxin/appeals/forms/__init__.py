"""What people type at each move of an appeal; a refusal keeps what was typed."""
