/// Holds files of `tests/program/FOLDER` to their snapshots, which are to be read beside them.
macro_rules! snapshots {
    ($folder:literal, $extension:literal: $($name:ident),+) => {
        $(
            #[test]
            fn $name() {
                let source = include_str!(concat!("program/", $folder, "/", stringify!($name), ".", $extension));
                let path = concat!("program/", $folder);
                insta::with_settings!({ snapshot_path => path, prepend_module_to_snapshot => false, omit_expression => true }, {
                    insta::assert_snapshot!(stringify!($name), dump::dump(&lower(source), source));
                });
            }
        )+
    };
}
