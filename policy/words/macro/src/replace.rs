/// Writes one code for each of that pair, from the front.
fn replace(codes: &mut Vec<u8>, pair: [u8; 2], code: u8) {
    let (mut from, mut to) = (0, 0);
    while from < codes.len() {
        let is_pair = codes.get(from..from + 2) == Some(&pair);
        codes[to] = if is_pair { code } else { codes[from] };
        from += if is_pair { 2 } else { 1 };
        to += 1;
    }
    codes.truncate(to);
}
