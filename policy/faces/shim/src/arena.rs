//! The module's allocator: it hands out memory in a row, and takes nothing back until the next call, which starts again
//! from the front. What gives memory back does nothing, so the compiler leaves it out: 12 KB of the module and a tenth of
//! a decision. A policy server gives each request an instance of its own anyway.
//!
//! For such an instance the first touch of a page costs as much as reading a small object. So the memory begins with a
//! page, and the first word of it says where the next piece goes: an object of a usual size is judged on three pages.
#![expect(unsafe_code, reason = "an allocator works with addresses")]

use std::alloc::{GlobalAlloc, Layout};
use std::arch::wasm32::{memory_grow, memory_size};

/// WebAssembly's page, which memory grows by.
const PAGE: usize = 65_536;
/// Pages to ask for at a time: asking costs the host a system call.
const STEP: usize = 16;
/// The machine's page.
const MACHINE_PAGE: usize = 4096;

/// Memory in a row.
pub struct Arena;

unsafe extern "C" {
    /// The linker's symbol for the end of the module's own data.
    static __heap_base: u8;
}

/// Where the next piece goes.
fn next() -> *mut usize {
    (&raw const __heap_base as usize).next_multiple_of(MACHINE_PAGE) as *mut usize
}

impl Arena {
    /// Takes everything back. This writes before anything is read: a page of a fresh instance that is read first costs
    /// two faults, one of which maps its neighbours too.
    ///
    /// # Safety
    /// No piece is in use.
    pub unsafe fn reset(&self) {
        self.reserve(next() as usize + size_of::<usize>());
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
        // SAFETY: the word lies before every piece, and within the memory that there is.
        unsafe { next().write(end) };
        Some(())
    }
}

// SAFETY: pieces never overlap: each begins where the last one ends. A waPC guest has one thread, and is called before
// it allocates.
unsafe impl GlobalAlloc for Arena {
    #[inline(never)]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the word was written when the call began.
        let start = unsafe { next().read() }.next_multiple_of(layout.align());
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
        // SAFETY: the word was written when the call began.
        let is_last = start + layout.size() == unsafe { next().read() };
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
