#![no_main]

libfuzzer_sys::fuzz_target!(init: taizhang_fuzz::forgive_calamine(), |data: &[u8]| {
    taizhang_fuzz::whole(data);
});
