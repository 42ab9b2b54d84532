//! The module's allocator: it hands out memory in a row, takes the last piece back, and starts again from
//! the front once everything is given back, which is after each call. It is smaller than the default one and several
//! times as fast; a policy server gives each request an instance of its own anyway.
#![expect(unsafe_code, reason = "an allocator works with addresses")]

use std::alloc::{GlobalAlloc, Layout};
use std::arch::wasm32::{memory_grow, memory_size};
use std::cell::Cell;

const PAGE: usize = 65_536;
/// Pages to ask for at a time: asking costs the host a system call.
const STEP: usize = 16;

/// Memory in a row.
pub struct Arena {
    /// Where the next piece goes; 0 before the first one.
    next: Cell<usize>,
    /// How many pieces are in use.
    pieces: Cell<usize>,
    /// Written at each allocation, and never read.
    touched: Cell<usize>,
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
        Arena { next: Cell::new(0), pieces: Cell::new(0), touched: Cell::new(0) }
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

// SAFETY: pieces never overlap: each begins where the last one ends, and the front is taken again
// only when no piece is in use.
unsafe impl GlobalAlloc for Arena {
    #[inline(never)]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the cell is alive, and nobody else has it. Written before it is read: a page of a fresh
        // instance that is read first costs two faults, one of which maps its neighbours too.
        unsafe { self.touched.as_ptr().write_volatile(1) };
        if self.pieces.get() == 0 {
            self.next.set(&raw const __heap_base as usize);
        }
        let start = self.next.get().next_multiple_of(layout.align());
        let end = start.checked_add(layout.size());
        if end.and_then(|end| self.reserve(end)).is_none() {
            return std::ptr::null_mut();
        }
        self.pieces.set(self.pieces.get() + 1);
        start as *mut u8
    }

    unsafe fn dealloc(&self, piece: *mut u8, layout: Layout) {
        self.pieces.set(self.pieces.get() - 1);
        // The last piece gives its place to the next one: each page that is not touched saves a fault.
        let start = piece as usize;
        if start + layout.size() == self.next.get() {
            self.next.set(start);
        }
    }

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
                self.dealloc(old, layout);
            }
            new
        }
    }
}
