//! Packs texts while the policy is compiled. What they are unpacked by is the crate `words`.

mod literal;

use proc_macro::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree};

include!(concat!(env!("OUT_DIR"), "/tables.rs"));

/// A text for people: `words!("…")` is `Words`, with values a `String`.
#[proc_macro]
pub fn words(input: TokenStream) -> TokenStream {
    let mut input = input.into_iter();
    let text = input.next();
    let span = text.as_ref().map_or_else(Span::call_site, TokenTree::span);
    match expanded(text.as_ref(), input.collect()) {
        Ok(tokens) => tokens,
        Err(message) => error(&message, span),
    }
}

/// What texts are unpacked by: which codes are letters and which are pairs, the codes of which each pair consists, those of
/// all texts, and where each of them ends.
#[proc_macro]
pub fn tables(_: TokenStream) -> TokenStream {
    let pairs = format!("static PAIRS: [[u8; 2]; {}] = {PAIRS:?};", PAIRS.len());
    let codes = format!("static CODES: [u8; {}] = {CODES:?};", CODES.len());
    let ends = format!("static ENDS: [u16; {}] = {ENDS:?};", ENDS.len());
    let (letters, first) = (literal::LETTERS, literal::FIRST_PAIR);
    let limits = format!("const LETTERS: u8 = {letters}; const FIRST_PAIR: u8 = {first};");
    tokens(&(limits + &pairs + &codes + &ends))
}

fn expanded(text: Option<&TokenTree>, values: Vec<TokenTree>) -> Result<TokenStream, String> {
    let Some(TokenTree::Literal(literal)) = text else {
        return Err("a text is wanted, as a string literal".to_owned());
    };
    let source = literal.to_string();
    let (text, _) = literal::string(&source).ok_or(
        "only string literals are packed, whose only escapes are \\\\, \\\" and the end of a line",
    )?;
    let (_, holes) = literal::codes(&text)?;
    let number = TEXTS.binary_search(&text.as_str()).map_err(|_| {
        "it is not among the texts that `build.rs` has read: write it as `words!(\"…\")`, in the policy"
    })?;
    let number = TokenTree::Literal(Literal::u16_suffixed(number as u16));
    let given = split(values)?;
    if holes.is_empty() && given.is_empty() {
        return Ok(call("::words::Words::numbered", number.into()));
    }
    let mut inner = TokenStream::from(number);
    inner.extend(tokens(", &"));
    let values = arguments(&holes, given, literal.span())?;
    inner.extend([TokenTree::Group(Group::new(Delimiter::Bracket, values))]);
    Ok(call("::words::fill", inner))
}

/// A reference to the value for each hole: one that is given, or the variable of its name.
fn arguments(holes: &[String], given: Vec<TokenStream>, span: Span) -> Result<TokenStream, String> {
    let mut given = given.into_iter();
    let mut arguments = TokenStream::new();
    for hole in holes {
        let value = if hole.is_empty() {
            given.next().ok_or("a value is missing")?
        } else if is_name(hole) {
            TokenTree::Ident(Ident::new(hole, span)).into()
        } else {
            return Err(format!("`{{{hole}}}`: only a name may stand in braces"));
        };
        arguments.extend(tokens("&"));
        arguments.extend([TokenTree::Group(Group::new(Delimiter::Parenthesis, value))]);
        arguments.extend(tokens(","));
    }
    if given.next().is_some() {
        return Err("there are more values than places for them".to_owned());
    }
    Ok(arguments)
}

fn is_name(hole: &str) -> bool {
    hole.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
        && !hole.starts_with(|first: char| first.is_ascii_digit())
}

/// The values behind the text, which commas part.
fn split(tokens: Vec<TokenTree>) -> Result<Vec<TokenStream>, String> {
    let is_comma =
        |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ',');
    let mut parts = tokens.split(is_comma);
    if parts.next().is_some_and(|first| !first.is_empty()) {
        return Err("a comma is wanted behind the text".to_owned());
    }
    let parts = parts.filter(|part| !part.is_empty());
    Ok(parts.map(|part| part.iter().cloned().collect()).collect())
}

fn call(name: &str, inner: TokenStream) -> TokenStream {
    let mut call = tokens(name);
    call.extend([TokenTree::Group(Group::new(Delimiter::Parenthesis, inner))]);
    call
}

fn error(message: &str, span: Span) -> TokenStream {
    let message = TokenTree::Literal(Literal::string(message));
    let tokens = call("compile_error!", message.into());
    tokens
        .into_iter()
        .map(|mut token| {
            token.set_span(span);
            token
        })
        .collect()
}

fn tokens(source: &str) -> TokenStream {
    source.parse().expect("tokens")
}

#[cfg(test)]
mod tests;
