"""What is done with readings of texts: written with the filing, judged by what the desk chose, learnt from."""
