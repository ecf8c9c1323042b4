//! Whether a part of the page was given the same again. What is shared counts as the same only where it is the very same:
//! every edit and every run makes a new one, and to compare reports member by member costs more than to draw them.

use std::rc::Rc;

pub(crate) trait Same {
    fn same(&self, other: &Self) -> bool;
}

impl<T> Same for Rc<T> {
    fn same(&self, other: &Self) -> bool {
        Self::ptr_eq(self, other)
    }
}

impl<T> Same for Option<Rc<T>> {
    fn same(&self, other: &Self) -> bool {
        self.as_ref().map(Rc::as_ptr) == other.as_ref().map(Rc::as_ptr)
    }
}

/// `PartialEq` of a struct: members that are shared, then the others.
macro_rules! same {
    ($name:ident { $($shared:ident)*; $($member:ident)* }) => {
        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                $($crate::app::same::Same::same(&self.$shared, &other.$shared) &&)*
                $(self.$member == other.$member &&)* true
            }
        }
    };
}

pub(crate) use same;
