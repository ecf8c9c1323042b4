//! What browsers have built in. The Wasm modules ask JavaScript for it: the tables of letters and of powers of five would be
//! a tenth of the page's module. Natively the standard library answers; both follow the same standards.

#[cfg(target_family = "wasm")]
mod ask {
    use js_sys::JsString;
    use wasm_bindgen::JsValue;

    pub(super) fn lower(text: &str) -> String {
        JsString::from(text).to_lower_case().into()
    }

    #[cfg(feature = "app")]
    pub(super) fn upper(text: &str) -> String {
        JsString::from(text).to_upper_case().into()
    }

    pub(super) fn number(text: &str) -> Option<f64> {
        let number = JsValue::from_str(text).unchecked_into_f64();
        (!number.is_nan()).then_some(number)
    }
}

#[cfg(not(target_family = "wasm"))]
mod ask {
    pub(super) fn lower(text: &str) -> String {
        text.to_lowercase()
    }

    #[cfg(feature = "app")]
    pub(super) fn upper(text: &str) -> String {
        text.to_uppercase()
    }

    pub(super) fn number(text: &str) -> Option<f64> {
        text.parse().ok()
    }
}

/// A text in lower case.
pub(crate) fn lower(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_lowercase() } else { ask::lower(text) }
}

/// A text in upper case.
#[cfg(feature = "app")]
pub(crate) fn upper(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_uppercase() } else { ask::upper(text) }
}

/// A finite decimal number.
pub(crate) fn number(text: &str) -> Option<f64> {
    // The words, bases and spaces that one side or the other would read are no decimal numbers.
    let plain =
        |byte: u8| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.' | b'e' | b'E');
    if text.is_empty() || !text.bytes().all(plain) {
        return None;
    }
    ask::number(text).filter(|number| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_finite_decimal_numbers_are_numbers() {
        assert_eq!(
            [number("2"), number("-.5e1"), number("+7.")],
            [Some(2.0), Some(-5.0), Some(7.0)]
        );
        for text in ["", " 1", "0x10", "inf", "NaN", "1e", ".", "1e999"] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn letters_beyond_ascii_have_their_cases() {
        assert_eq!(lower("ÄCME.Com"), "äcme.com");
        #[cfg(feature = "app")]
        assert_eq!(upper("ß"), "SS");
    }
}
