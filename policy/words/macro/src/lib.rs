//! Packs texts while the policy is compiled. What they are unpacked by is the crate `words`.

mod literal;

use proc_macro::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree};

include!(concat!(env!("OUT_DIR"), "/pairs.rs"));

/// The first code that stands for two others.
const FIRST_PAIR: u8 = 97;

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

/// The codes of which each pair consists, as a static.
#[proc_macro]
pub fn pairs(_: TokenStream) -> TokenStream {
    let source = format!("static PAIRS: [[u8; 2]; {}] = {PAIRS:?};", PAIRS.len());
    source.parse().expect("an array of numbers")
}

fn expanded(text: Option<&TokenTree>, values: Vec<TokenTree>) -> Result<TokenStream, String> {
    let Some(TokenTree::Literal(literal)) = text else {
        return Err("a text is wanted, as a string literal".to_owned());
    };
    let source = literal.to_string();
    let (text, _) = literal::string(&source)
        .ok_or("only string literals without other escapes than \\n, \\\\, \\\" are packed")?;
    let (codes, holes) = literal::codes(&text)?;
    let packed = TokenTree::Literal(Literal::byte_string(&packed(codes)));
    let mut given = split(values)?;
    given.reverse();
    if holes.is_empty() && given.is_empty() {
        return Ok(call("::words::Words::packed", [packed].into_iter().collect()));
    }
    let mut arguments = TokenStream::new();
    for hole in holes {
        let value = if hole.is_empty() {
            given.pop().ok_or("a value is missing")?
        } else if is_name(&hole) {
            TokenTree::Ident(Ident::new(&hole, literal.span())).into()
        } else {
            return Err(format!("`{{{hole}}}`: only a name may stand in braces"));
        };
        arguments.extend(tokens("&"));
        arguments.extend([TokenTree::Group(Group::new(Delimiter::Parenthesis, value))]);
        arguments.extend(tokens(","));
    }
    if !given.is_empty() {
        return Err("there are more values than places for them".to_owned());
    }
    let mut inner = TokenStream::from(packed);
    inner.extend(tokens(", &"));
    inner.extend([TokenTree::Group(Group::new(Delimiter::Bracket, arguments))]);
    Ok(call("::words::fill", inner))
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

fn packed(mut codes: Vec<u8>) -> Vec<u8> {
    for (code, pair) in (FIRST_PAIR..).zip(PAIRS) {
        replace(&mut codes, *pair, code);
    }
    codes
}

include!("replace.rs");
