//! The module's allocator: it hands out memory in a row, and takes nothing back until the next call, which starts again
//! from the front. What gives memory back does nothing, so the compiler leaves it out: 12 KB of the module and a tenth of
//! a decision. A policy server gives each request an instance of its own anyway.
#![expect(unsafe_code, reason = "an allocator works with addresses")]

use std::alloc::{GlobalAlloc, Layout};
use std::arch::wasm32::{memory_grow, memory_size};
use std::cell::Cell;

const PAGE: usize = 65_536;
/// Pages to ask for at a time: asking costs the host a system call.
const STEP: usize = 16;

/// Memory in a row.
pub struct Arena {
    /// Where the next piece goes; 0 before the first call.
    next: Cell<usize>,
}

/// SAFETY: a waPC guest has one thread.
unsafe impl Sync for Arena {}

unsafe extern "C" {
    /// The linker's symbol for the end of the module's own data.
    static __heap_base: u8;
}

impl Arena {
    /// An allocator that has handed nothing out.
    pub const fn new() -> Arena {
        Arena { next: Cell::new(0) }
    }

    /// Takes everything back. This writes before anything is read: a page of a fresh instance that is read first costs
    /// two faults, one of which maps its neighbours too.
    ///
    /// # Safety
    /// No piece is in use.
    pub unsafe fn reset(&self) {
        self.next.set(&raw const __heap_base as usize);
    }

    /// Moves the end to `end`, in more pages if it takes them.
    fn reserve(&self, end: usize) -> Option<()> {
        let have = memory_size(0).checked_mul(PAGE)?;
        if end > have {
            let needed = (end - have).div_ceil(PAGE);
            if memory_grow(0, needed.max(STEP)) == usize::MAX
                && memory_grow(0, needed) == usize::MAX
            {
                return None;
            }
        }
        self.next.set(end);
        Some(())
    }
}

// SAFETY: pieces never overlap: each begins where the last one ends.
unsafe impl GlobalAlloc for Arena {
    #[inline(never)]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let start = self.next.get().next_multiple_of(layout.align());
        let end = start.checked_add(layout.size());
        if end.and_then(|end| self.reserve(end)).is_none() {
            return std::ptr::null_mut();
        }
        start as *mut u8
    }

    #[inline(always)]
    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}

    #[inline(never)]
    unsafe fn realloc(&self, old: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let start = old as usize;
        let is_last = start + layout.size() == self.next.get();
        if is_last {
            let grown = start.checked_add(size).and_then(|end| self.reserve(end));
            return grown.map_or(std::ptr::null_mut(), |()| old);
        }
        if size <= layout.size() {
            return old;
        }
        // SAFETY: the caller vouches for the old piece; the new one is longer and elsewhere.
        unsafe {
            let new = self.alloc(Layout::from_size_align_unchecked(size, layout.align()));
            if !new.is_null() {
                std::ptr::copy_nonoverlapping(old, new, layout.size());
            }
            new
        }
    }
}
