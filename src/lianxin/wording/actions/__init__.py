"""What is written about texts, in the transaction of whoever files them, and what is learnt from them."""
