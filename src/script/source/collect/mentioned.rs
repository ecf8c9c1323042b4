//! Which paths a test mentions.

use oxc_ast::ast::{
    ArrowFunctionExpression, BinaryExpression, Expression, Function, LogicalExpression,
};
use oxc_ast_visit::{Visit, walk};
use oxc_syntax::scope::ScopeFlags;

use crate::script::source::javascript_only::javascript_only;
use crate::script::source::spine;
use crate::script::source::values::{Last, Link, Values};

/// Paths that a test mentions.
pub(super) struct Mentioned<'s, 'a> {
    pub(super) values: Values<'s, 'a>,
    pub(super) scope: usize,
    pub(super) paths: Vec<Vec<String>>,
}

impl<'a> Visit<'a> for Mentioned<'_, 'a> {
    javascript_only!();

    fn visit_expression(&mut self, it: &Expression<'a>) {
        let it = self.alloc(it);
        if let Some(last) = Last::of(it) {
            let (root, links) = last.chain();
            if let Some(mut path) = self.values.path(root, self.scope) {
                for link in &links {
                    let Link::Member { key, .. } = link else { break };
                    let Some(name) = self.values.key(*key, self.scope) else { break };
                    path.names.push(name);
                }
                self.paths.push(path.names);
            } else {
                self.visit_expression(root);
            }
            for link in links {
                if let Link::Call { call, .. } = link {
                    self.visit_arguments(&call.arguments);
                }
            }
            return;
        }
        if let Some(path) = self.values.path(it, self.scope)
            && path.names.len() > 1
        {
            self.paths.push(path.names);
        }
        walk::walk_expression(self, it);
    }

    fn visit_function(&mut self, _: &Function<'a>, _: ScopeFlags) {}

    fn visit_arrow_function_expression(&mut self, _: &ArrowFunctionExpression<'a>) {}

    fn visit_binary_expression(&mut self, it: &BinaryExpression<'a>) {
        spine::binary(self, it);
    }

    fn visit_logical_expression(&mut self, it: &LogicalExpression<'a>) {
        spine::logical(self, it);
    }
}
