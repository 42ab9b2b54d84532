//! The module's allocator: it hands out memory in a row, and takes nothing back until the next call, which starts again
//! from the front. What gives memory back does nothing, so the compiler leaves it out: 12 KB of the module and a tenth of
//! a decision. A policy server gives each request an instance of its own anyway.
//!
//! For such an instance the first touch of a page costs as much as reading a small object. So what the stack leaves of its
//! uppermost page is given away first, to pieces that fit there, and the memory behind the module's data begins with a
//! page: an object of a usual size is judged on two pages beside the data's.
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
    /// The linker's symbol for the end of the stack, which grows away from it.
    static __stack_high: u8;
    /// The linker's symbol for the beginning of the module's own data.
    static __global_base: u8;
    /// The linker's symbol for the end of the module's own data.
    static __heap_base: u8;
}

/// Where the next piece goes in each of two rows: between stack and data, and behind the data.
#[derive(Clone, Copy)]
struct Next {
    gap: usize,
    heap: usize,
}

/// Where that is kept: before every piece behind the data.
fn next() -> *mut Next {
    (&raw const __heap_base as usize).next_multiple_of(MACHINE_PAGE) as *mut Next
}

/// The end of the row between stack and data.
fn gap_end() -> usize {
    &raw const __global_base as usize
}

/// Makes the memory reach to `end`.
#[cold]
fn grow(end: usize) -> Option<()> {
    let needed = end.div_ceil(PAGE) - memory_size(0);
    let grown =
        [needed.max(STEP), needed].into_iter().any(|pages| memory_grow(0, pages) != usize::MAX);
    grown.then_some(())
}

impl Arena {
    /// Takes everything back. This writes before anything is read: a page of a fresh instance that is read first costs
    /// two faults, one of which maps its neighbours too.
    ///
    /// # Safety
    /// No piece is in use.
    pub unsafe fn reset(&self) {
        self.reserve(Next {
            gap: &raw const __stack_high as usize,
            heap: next() as usize + size_of::<Next>(),
        });
    }

    /// Moves the ends, into more pages if it takes them.
    #[inline(always)]
    fn reserve(&self, ends: Next) -> Option<()> {
        if ends.heap.div_ceil(PAGE) > memory_size(0) {
            grow(ends.heap)?;
        }
        // SAFETY: the words lie before every piece behind the data, and within the memory that there is.
        unsafe { next().write(ends) };
        Some(())
    }
}

// SAFETY: pieces never overlap: each begins where the last one of its row ends. A waPC guest has one thread, and is called
// before it allocates.
unsafe impl GlobalAlloc for Arena {
    #[inline(never)]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the words were written when the call began.
        let now = unsafe { next().read() };
        // An alignment is a power of two: no division.
        let below = layout.align() - 1;
        let [start, heap] = [now.gap, now.heap].map(|next| next.saturating_add(below) & !below);
        if layout.size() <= gap_end().saturating_sub(start) {
            let ends = Next { gap: start + layout.size(), ..now };
            // SAFETY: as above.
            unsafe { next().write(ends) };
            return start as *mut u8;
        }
        let end = heap.checked_add(layout.size());
        if end.and_then(|heap| self.reserve(Next { heap, ..now })).is_none() {
            return std::ptr::null_mut();
        }
        heap as *mut u8
    }

    #[inline(always)]
    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}

    #[inline(never)]
    unsafe fn realloc(&self, old: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let start = old as usize;
        let end = start + layout.size();
        // SAFETY: the words were written when the call began.
        let now = unsafe { next().read() };
        if end == now.heap {
            let grown = start.checked_add(size).and_then(|heap| self.reserve(Next { heap, ..now }));
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
