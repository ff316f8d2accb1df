//! What a file's name tells: the kind of material, by the words that offices use.
