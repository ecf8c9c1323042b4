//! The parser reads plain JavaScript only, so the way through the tree need not know TypeScript and JSX. Cutting it off where
//! it would begin keeps the walk over their 120 kinds of nodes out of the module.

/// Inside an `impl Visit<'a>`: what begins TypeScript or JSX is not entered, since it cannot be there.
macro_rules! javascript_only {
    ($($method:ident: $node:ident,)+) => {
        $(fn $method(&mut self, _: &oxc_ast::ast::$node<'a>) {})+
    };
    () => {
        javascript_only! {
            visit_v8_intrinsic_expression: V8IntrinsicExpression,
            visit_jsx_element: JSXElement,
            visit_jsx_fragment: JSXFragment,
            visit_decorator: Decorator,
            visit_ts_this_parameter: TSThisParameter,
            visit_ts_type_annotation: TSTypeAnnotation,
            visit_ts_type_parameter_instantiation: TSTypeParameterInstantiation,
            visit_ts_type_parameter_declaration: TSTypeParameterDeclaration,
            visit_ts_class_implements: TSClassImplements,
            visit_ts_index_signature: TSIndexSignature,
            visit_ts_enum_declaration: TSEnumDeclaration,
            visit_ts_type_alias_declaration: TSTypeAliasDeclaration,
            visit_ts_interface_declaration: TSInterfaceDeclaration,
            visit_ts_external_module_declaration: TSExternalModuleDeclaration,
            visit_ts_namespace_declaration: TSNamespaceDeclaration,
            visit_ts_global_declaration: TSGlobalDeclaration,
            visit_ts_as_expression: TSAsExpression,
            visit_ts_satisfies_expression: TSSatisfiesExpression,
            visit_ts_type_assertion: TSTypeAssertion,
            visit_ts_non_null_expression: TSNonNullExpression,
            visit_ts_instantiation_expression: TSInstantiationExpression,
            visit_ts_import_equals_declaration: TSImportEqualsDeclaration,
            visit_ts_export_assignment: TSExportAssignment,
            visit_ts_namespace_export_declaration: TSNamespaceExportDeclaration,
            visit_import_declaration: ImportDeclaration,
            visit_export_named_declaration: ExportNamedDeclaration,
            visit_export_default_declaration: ExportDefaultDeclaration,
            visit_export_from_declaration: ExportFromDeclaration,
            visit_export_all_declaration: ExportAllDeclaration,
        }
    };
}

pub(super) use javascript_only;
