//! What an audit finds in wheels that are broken on purpose, on each platform, and what it does not find in good ones.

use std::path::PathBuf;

use crate::built;
use ironwheel::artifact::Artifact;
use ironwheel::engine::audit::judge;
use ironwheel::engine::check::Selection;
use ironwheel::output::concise::concise;

/// The rules of errors and warnings, each once, about files of these names that hold this.
fn found(files: &[(&str, &str)]) -> Vec<String> {
    let read = files.iter().map(|(file, listing)| {
        let artifact = Artifact::read(file, &built::archive(file, listing));
        ((PathBuf::from("dist"), (*file).to_owned()), Ok(artifact))
    });
    let mut rules = Vec::new();
    for (path, report) in judge(read, None, &Selection::default()).reports {
        let report = report.expect("it was read");
        let said = concise(&report.tree, &report.outcome.shown, &path.to_string_lossy());
        rules.extend(said.lines().filter_map(|line| {
            let (_, rest) = line.split_once('[')?;
            Some(rest.split_once(']')?.0.to_owned())
        }));
    }
    rules.sort();
    rules.dedup();
    rules
}

fn of(tags: &str, module: &str, said: &str) -> Vec<String> {
    let listing = format!("demo/__init__.py\ndemo/{module} = {said}\n");
    found(&[(&format!("demo-0.1.0-{tags}.whl"), &listing)])
}

/// A platform: the tags, the module, and what a good one says beside its exports.
const GOOD: [(&str, &str, &str); 22] = [
    (
        "cp311-abi3-manylinux_2_17_x86_64.manylinux2014_x86_64",
        "_core.abi3.so",
        "elf x86_64 needs=libc.so.6,libgcc_s.so.1",
    ),
    (
        "cp313-cp313-manylinux_2_28_aarch64",
        "_core.cpython-313-aarch64-linux-gnu.so",
        "elf aarch64 glibc=memcpy@2.28",
    ),
    (
        "cp314-cp314t-manylinux_2_17_i686",
        "_core.cpython-314t-i386-linux-gnu.so",
        "elf i686 glibc=memcpy@2.2",
    ),
    (
        "cp313-cp313-manylinux_2_17_armv7l",
        "_core.cpython-313-arm-linux-gnueabihf.so",
        "elf armv7l needs=ld-linux-armhf.so.3",
    ),
    (
        "cp313-cp313-manylinux_2_17_s390x",
        "_core.cpython-313-s390x-linux-gnu.so",
        "elf s390x needs=ld64.so.1",
    ),
    (
        "cp313-cp313-manylinux_2_17_ppc64le",
        "_core.cpython-313-powerpc64le-linux-gnu.so",
        "elf ppc64le needs=ld64.so.2",
    ),
    (
        "cp313-cp313-manylinux_2_17_ppc64",
        "_core.cpython-313-powerpc64-linux-gnu.so",
        "elf ppc64 needs=ld64.so.1",
    ),
    (
        "cp313-cp313-manylinux_2_31_riscv64",
        "_core.cpython-313-riscv64-linux-gnu.so",
        "elf riscv64 needs=libc.so.6",
    ),
    (
        "cp313-cp313-musllinux_1_2_x86_64",
        "_core.cpython-313-x86_64-linux-musl.so",
        "elf x86_64 needs=libc.so",
    ),
    (
        "cp313-cp313-musllinux_1_2_aarch64",
        "_core.cpython-313-aarch64-linux-musl.so",
        "elf aarch64 needs=libc.musl-aarch64.so.1",
    ),
    (
        "pp311-pypy311_pp73-manylinux_2_28_x86_64",
        "_core.pypy311-pp73-x86_64-linux-gnu.so",
        "elf x86_64 needs=libc.so.6",
    ),
    (
        "graalpy312-graalpy250_312_native-manylinux_2_17_x86_64",
        "_core.graalpy250-312-native-x86_64-linux.so",
        "elf x86_64",
    ),
    (
        "cp315-abi3.abi3t-manylinux_2_17_x86_64",
        "_core.abi3t.so",
        "elf x86_64 exports=PyModExport__core",
    ),
    (
        "cp315-abi3.abi3t-macosx_11_0_arm64",
        "_core.abi3t-darwin.so",
        "macho arm64 macos=11.0 exports=PyModExport__core",
    ),
    (
        "cp311-abi3-macosx_10_12_x86_64",
        "_core.abi3.so",
        "macho x86_64 macos=10.12 needs=/usr/lib/libSystem.B.dylib",
    ),
    (
        "cp311-abi3-macosx_10_9_arm64",
        "_core.abi3.so",
        "macho arm64 macos=11.0 needs=/usr/lib/libSystem.B.dylib",
    ),
    (
        "cp311-abi3-win_amd64",
        "_core.pyd",
        "pe x86_64 needs=python3.dll,VCRUNTIME140.dll,api-ms-win-crt-math-l1-1-0.dll",
    ),
    (
        "cp313-cp313-win32",
        "_core.cp313-win32.pyd",
        "pe x86 needs=python313.dll",
    ),
    (
        "cp314-cp314t-win_arm64",
        "_core.cp314t-win_arm64.pyd",
        "pe arm64 needs=python314t.dll",
    ),
    (
        "cp315-abi3.abi3t-win_amd64",
        "_core.pyd",
        "pe x86_64 needs=python3t.dll",
    ),
    (
        "pp311-pypy311_pp73-win_amd64",
        "_core.pypy311-pp73-win_amd64.pyd",
        "pe x86_64 needs=libpypy3.11-c.dll",
    ),
    (
        "cp314-cp314-pyemscripten_2026_0_wasm32",
        "_core.cpython-314-wasm32-emscripten.so",
        "wasm wasm32",
    ),
];

fn with_init(said: &str) -> String {
    if said.contains("exports=") {
        said.to_owned()
    } else {
        format!("{said} exports=PyInit__core")
    }
}

#[test]
fn good_wheels_of_every_platform_are_good() {
    for (tags, module, said) in GOOD {
        assert_eq!(of(tags, module, &with_init(said)), [""; 0], "{tags}");
    }
    let both = "macho x86_64 macos=10.12 exports=PyInit__core + macho arm64 macos=11.0 exports=PyInit__core";
    let tags = "cp311-abi3-macosx_10_12_x86_64.macosx_11_0_arm64.macosx_10_12_universal2";
    assert_eq!(of(tags, "_core.abi3.so", both), [""; 0]);
}

#[test]
fn a_module_without_its_function_is_found_on_every_platform() {
    for (tags, module, said) in GOOD {
        let said = said.replace(" exports=PyModExport__core", "");
        let wrong = format!("{said} exports=PyInit_other");
        assert_eq!(of(tags, module, &wrong), ["wheel/module-init-missing"], "{tags}");
    }
}

#[test]
fn a_symbol_outside_of_the_stable_abi_is_found_on_every_platform() {
    let stable = GOOD.iter().filter(|(tags, ..)| tags.contains("abi3"));
    for (tags, module, said) in stable {
        for symbol in ["_PyObject_GetDictPtr", "PyUnstable_Module_SetGIL"] {
            let wrong = format!("{} imports=PyList_New,{symbol}", with_init(said));
            assert_eq!(
                of(tags, module, &wrong),
                ["wheel/abi3-violation"],
                "{tags} {symbol}"
            );
        }
    }
    let newer = "elf x86_64 exports=PyInit__core imports=PyType_GetModuleByDef";
    assert_eq!(
        of("cp312-abi3-manylinux_2_17_x86_64", "_core.abi3.so", newer),
        ["wheel/abi3-violation"]
    );
    assert_eq!(
        of("cp313-abi3-manylinux_2_17_x86_64", "_core.abi3.so", newer),
        [""; 0]
    );
    let own = "elf x86_64 exports=PyInit__core,PyModExport__core,Py_ours imports=_Py_IncRef,_Py_NoneStruct";
    assert_eq!(
        of("cp312-abi3-manylinux_2_17_x86_64", "_core.abi3.so", own),
        [""; 0]
    );
}

#[test]
fn a_module_that_needs_the_lock_is_found_where_the_tag_promises_that_it_does_not() {
    let tags = "cp315-abi3.abi3t-manylinux_2_17_x86_64";
    let old = "elf x86_64 exports=PyInit__core imports=PyList_New,PyModuleDef_Init";
    assert_eq!(of(tags, "_core.abi3t.so", old), ["wheel/abi3-violation"]);
    assert_eq!(
        of("cp315-abi3-manylinux_2_17_x86_64", "_core.abi3.so", old),
        [""; 0]
    );
    let both = old.replace("PyInit__core", "PyInit__core,PyModExport__core");
    assert_eq!(of(tags, "_core.abi3t.so", &both), [""; 0]);
}

#[test]
fn what_all_wheels_share_is_told_once() {
    let bare =
        "demo-0.1.0.dist-info/METADATA:\n    Metadata-Version: 2.4\n    Name: demo\n    Version: 0.1.0\n";
    let wheels = ["win_amd64", "win32", "win_arm64"];
    let files = wheels.map(|platform| (format!("demo-0.1.0-py3-none-{platform}.whl"), bare));
    let read = |files: &[(String, &str)]| {
        let read: Vec<_> = files
            .iter()
            .map(|(file, listing)| {
                let artifact = Artifact::read(file, &built::archive(file, listing));
                ((PathBuf::from("dist"), file.clone()), Ok(artifact))
            })
            .collect();
        let reports = judge(read, None, &Selection::default()).reports.into_iter();
        reports
            .map(|(path, report)| {
                let report = report.expect("it was read");
                concise(&report.tree, &report.outcome.shown, &path.to_string_lossy())
            })
            .collect::<String>()
    };
    let place = "dist/demo-0.1.0-py3-none-win32.whl/demo-0.1.0.dist-info/METADATA";
    let missing = "warning[dist/license-missing] there is no text of a license";
    let told = read(&files);
    assert_eq!(told.matches("license-missing").count(), 1, "{told}");
    assert!(
        told.contains(&format!("{place}: {missing} (in all 3 wheels)\n")),
        "{told}"
    );
    // One that has it is enough: the others are named.
    let mut mixed = files.to_vec();
    mixed[0].1 = "demo/__init__.py\n";
    let told = read(&mixed);
    assert_eq!(told.matches("license-missing").count(), 2, "{told}");
    assert!(!told.contains("in all"), "{told}");
    let alone = read(&files[..1]);
    assert!(alone.contains(missing) && !alone.contains("in all"), "{alone}");
}

#[test]
fn each_other_fault_is_found() {
    for (tags, module, said, rules) in [
        (
            "cp311-abi3-macosx_10_12_x86_64",
            "_core.abi3.so",
            "macho x86_64 macos=10.13",
            &["wheel/platform-floor"][..],
        ),
        (
            "cp311-abi3-macosx_11_0_arm64",
            "_core.abi3.so",
            "macho arm64 macos=12.0",
            &["wheel/platform-floor"],
        ),
        (
            "cp311-abi3-macosx_11_0_arm64",
            "_core.abi3.so",
            "macho x86_64 macos=10.12",
            &["wheel/arch-mismatch"],
        ),
        (
            "cp311-abi3-macosx_11_0_universal2",
            "_core.abi3.so",
            "macho x86_64 macos=10.12",
            &["wheel/arch-mismatch"],
        ),
        (
            "cp311-abi3-macosx_11_0_arm64",
            "_core.abi3.so",
            "elf aarch64",
            &["wheel/arch-mismatch"],
        ),
        (
            "cp311-abi3-win_arm64",
            "_core.pyd",
            "pe x86_64 needs=python3.dll",
            &["wheel/arch-mismatch"],
        ),
        (
            "cp311-abi3-win32",
            "_core.pyd",
            "pe x86_64 needs=python3.dll",
            &["wheel/arch-mismatch"],
        ),
        (
            "cp311-abi3-musllinux_1_2_aarch64",
            "_core.abi3.so",
            "elf x86_64",
            &["wheel/arch-mismatch"],
        ),
        (
            "cp313-cp313-manylinux_2_17_x86_64",
            "_core.cpython-312-x86_64-linux-gnu.so",
            "elf x86_64",
            &["wheel/python-tag"],
        ),
        (
            "cp314-cp314-manylinux_2_17_x86_64",
            "_core.cpython-314t-x86_64-linux-gnu.so",
            "elf x86_64",
            &["wheel/python-tag"],
        ),
        (
            "cp311-abi3-manylinux_2_17_x86_64",
            "_core.cpython-311-x86_64-linux-gnu.so",
            "elf x86_64",
            &["wheel/python-tag"],
        ),
        (
            "cp315-abi3-manylinux_2_17_x86_64",
            "_core.abi3t.so",
            "elf x86_64",
            &["wheel/python-tag"],
        ),
        (
            "cp311-abi3-win_amd64",
            "_core.pyd",
            "pe x86_64 needs=python311.dll",
            &["wheel/python-tag"],
        ),
        (
            "cp314-cp314t-win_amd64",
            "_core.cp314t-win_amd64.pyd",
            "pe x86_64 needs=python314.dll",
            &["wheel/python-tag"],
        ),
        (
            "py3-none-win_amd64",
            "_core.pyd",
            "pe x86_64 needs=python3.dll",
            &["wheel/abi-none"],
        ),
        ("py3-none-any", "_core.so", "elf x86_64", &["wheel/abi-none"]),
        (
            "cp313-none-win_amd64",
            "_core.pyd",
            "pe x86_64 needs=python313.dll",
            &["wheel/abi-none"],
        ),
        (
            "cp311-abi3-win_amd64",
            "_core.pyd",
            "pe x86_64 needs=python3.dll,msvcp140.dll",
            &["wheel/runtime-missing"],
        ),
        (
            "cp311-abi3-macosx_11_0_arm64",
            "_core.abi3.so",
            "macho arm64 macos=11.0 needs=/opt/homebrew/lib/libssl.dylib",
            &["wheel/external-library"],
        ),
        (
            "cp311-abi3-musllinux_1_2_x86_64",
            "_core.abi3.so",
            "elf x86_64 needs=libgcc_s.so.1",
            &["wheel/external-library"],
        ),
        (
            "cp311-abi3-macosx_11_0_arm64",
            "_core.abi3.so",
            "macho arm64 macos=11.0 needs=@rpath/libpython3.11.dylib",
            &["wheel/links-libpython"],
        ),
        (
            "cp311-abi3-musllinux_1_2_x86_64",
            "_core.abi3.so",
            "elf x86_64 glibc=memcpy@2.14",
            &["wheel/glibc-in-musl"],
        ),
        (
            "cp311-abi3-macosx_11_0_arm64",
            "_core.abi3.so",
            "macho arm64 macos=11.0 runpath=/Users/me/lib",
            &["wheel/run-path-outside"],
        ),
        (
            "cp311-abi3-linux_x86_64",
            "_core.abi3.so",
            "elf x86_64",
            &["dist/index-rejects"],
        ),
    ] {
        assert_eq!(of(tags, module, &with_init(said)), rules, "{tags} {said}");
    }
}

#[test]
fn what_only_looks_wrong_is_not_found() {
    // Programs, libraries of uniffi and cffi, grafted libraries, modules inside modules, the Raspberry Pi.
    for (file, listing) in [
        (
            "demo-0.1.0-py3-none-linux_armv6l.whl",
            "demo-0.1.0.data/scripts/demo = elf armv7l needs=libc.so.6 program",
        ),
        (
            "demo-0.1.0-py2.py3-none-manylinux_2_17_x86_64.whl",
            "demo-0.1.0.data/scripts/demo = elf x86_64 needs=libc.so.6 program\n\
             demo-0.1.0.dist-info/WHEEL:\n    Wheel-Version: 1.0\n    Root-Is-Purelib: false\n    Tag: py3-none-manylinux_2_17_x86_64",
        ),
        (
            "demo-0.1.0-py3-none-manylinux_2_17_x86_64.whl",
            "demo-0.1.0.data/scripts/demo = elf x86_64 needs=libc.so.6 program",
        ),
        (
            "demo-0.1.0-py3-none-win_amd64.whl",
            "demo-0.1.0.data/scripts/demo.exe = pe x86_64 needs=VCRUNTIME140.dll program",
        ),
        (
            "demo-0.1.0-py3-none-macosx_11_0_arm64.whl",
            "demo/libdemo.dylib = macho arm64 macos=11.0 exports=uniffi_demo",
        ),
        (
            "demo-0.1.0-py3-none-manylinux_2_17_x86_64.whl",
            "demo/_lowlevel__lib.so = elf x86_64 exports=demo_run",
        ),
        (
            "demo-0.1.0-cp311-abi3-musllinux_1_2_x86_64.whl",
            "demo/_core.abi3.so = elf x86_64 exports=PyInit__core,PyInit_inner needs=libgcc_s-1a2b.so.1,libc.so runpath=$ORIGIN/../demo.libs\n\
             demo.libs/libgcc_s-1a2b.so.1 = elf x86_64 needs=libc.so",
        ),
        (
            "demo-0.1.0-cp313-cp313-manylinux_2_17_x86_64.whl",
            "demo/a.cpython-312-x86_64-linux-gnu.so = elf x86_64 exports=PyInit_a\n\
             demo/a.cpython-313-x86_64-linux-gnu.so = elf x86_64 exports=PyInit_a",
        ),
        (
            "demo-0.1.0-cp311-abi3-win_amd64.whl",
            "demo/_core.pyd = pe x86_64 exports=PyInit__core needs=python3.dll,msvcp140-1a2b.dll\ndemo.libs/msvcp140-1a2b.dll = pe x86_64 needs=KERNEL32.dll",
        ),
    ] {
        assert_eq!(found(&[(file, listing)]), [""; 0], "{file} {listing}");
    }
}

#[test]
fn wheels_of_one_release_may_differ_in_what_differs_by_machine() {
    let info = "demo-0.1.0.dist-info";
    let listing = |end: &str, module: &str| {
        format!(
            "demo/__init__.py:\n    import demo{end}\ndemo/_core.pyi:\n    x: int{end}\ndemo/py.typed\n{module}{info}/licenses/LICENSE:\n    MIT{end}\n"
        )
    };
    let linux = listing("", "demo/_core.abi3.so = elf x86_64 exports=PyInit__core\n");
    let windows = listing(
        "\r",
        "demo/_core.pyd = pe x86_64 exports=PyInit__core needs=python3.dll\n",
    );
    let files = [
        ("demo-0.1.0-cp311-abi3-manylinux_2_17_x86_64.whl", linux.as_str()),
        ("demo-0.1.0-cp311-abi3-win_amd64.whl", windows.as_str()),
    ];
    assert_eq!(found(&files), [""; 0]);
    let other = windows.replace("x: int", "x: str");
    assert_eq!(found(&[files[0], (files[1].0, &other)]), ["dist/differs"]);
    let bare = linux.replace(&format!("{info}/licenses/LICENSE:\n    MIT\n"), "");
    assert_eq!(found(&[files[1], (files[0].0, &bare)]), ["dist/differs"]);
}
