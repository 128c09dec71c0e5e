"""What explorers, questions and checks share: notebook cells, printed words."""
