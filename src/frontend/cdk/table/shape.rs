//! What becomes of a call: the shapes, effects and keywords of `meanings.txt`.

mod read;

use super::class::Literal;

pub(super) use read::load;

/// What a construct, a factory's result or an options object is in CloudFormation: rows that say which argument goes where.
///
/// Sources are looked up among the arguments of the call and the members of its options objects, all as one space of
/// names, as Python has it. Members of an options object that no row names belong to a newer CDK than the table knows:
/// they open the resource.
#[derive(Debug, Default)]
pub struct Shape {
    /// The type of the resource that the construct creates, and where below the construct it stands when that is not
    /// `Resource`. `None` for a mere value.
    pub resource: Option<(&'static str, Option<&'static str>)>,
    /// Further types that a mixin applies to.
    pub types: Vec<&'static str>,
    pub rows: Vec<Row>,
    /// Texts and images that are put together from arguments.
    pub images: Vec<(Target, Image)>,
    pub texts: Vec<(Target, Template)>,
    /// What is there in any case.
    pub constants: Vec<(Target, Literal)>,
    /// Maps of which the rows tell only a part: other keys may exist.
    pub open: Vec<Target>,
    /// Constructs and resources that it creates by itself.
    pub children: Vec<Child>,
    /// The construct is an element of a list option of another construct: the source that names that one, and the option.
    pub joins: Option<(&'static str, &'static str)>,
}

/// Where one argument goes.
#[derive(Debug)]
pub struct Row {
    pub source: Source,
    pub target: Target,
    pub transform: Transform,
    /// What the property is when no source is given; `None`: it is absent.
    pub default: Option<Literal>,
}

/// The first of several options that is given; each is a way from the arguments, such as `environment.buildImage`. The
/// steps are jsii's names, to be compared in the language of the program; a step into the result of a call looks among
/// the arguments of that call.
#[derive(Debug)]
pub struct Source {
    pub alternatives: Vec<Vec<&'static str>>,
}

/// A place in the properties of the resource, or in the value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// The argument changes nothing that a template of this resource shows.
    Nothing,
    /// The argument may change anything: the resource is open.
    Everything,
    /// `DeletionPolicy` and `UpdateReplacePolicy` of the resource.
    Policies,
    /// The value itself.
    Whole,
    Path(Vec<TargetStep>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetStep {
    Key(&'static str),
    Index(usize),
}

/// How an argument becomes the value of a property.
#[derive(Debug, PartialEq)]
pub enum Transform {
    /// As it is: a literal, an enum member, the shape of a factory's result.
    Plain,
    /// A reference to the construct: what `Ref` gives.
    Ref,
    /// An attribute of the construct: what `Fn::GetAtt` gives.
    Attribute(&'static str),
    /// An options object of a struct.
    Struct(&'static str),
    List(Box<Self>),
    /// A map whose keys are the user's own.
    Map(Box<Self>),
    /// A map as a list of objects, each with a key of the map and its value.
    Entries {
        key: &'static str,
        value: Target,
        inner: Box<Self>,
    },
    /// A duration in days.
    Days,
    /// A truth: what the property is when it is true, and when it is false (`None`: absent).
    Switch(Option<Literal>, Option<Literal>),
    /// Whatever the argument is, if it is given.
    Given(Literal),
    /// A removal policy: `DeletionPolicy` is the member's value, `UpdateReplacePolicy` too, but `Retain` for
    /// `RetainExceptOnCreate`.
    Removal,
    /// A list of lifecycle rules as the JSON text of an ECR lifecycle policy. Each rule is a struct of its own shape;
    /// a rule without `rulePriority` gets the next number, and one for any image the last.
    LifecycleRules(&'static str),
    /// A collection whose keys are written as CloudFormation has them.
    Verbatim,
    /// Keys are those of the first-level class of this type: first letter upper-cased, but for exceptions.
    Mechanical(&'static str),
    /// The property is there, and what it is cannot be known.
    Opaque,
}

/// An image reference that is put together from arguments.
#[derive(Debug)]
pub enum Image {
    /// An image of an ECR repository.
    Ecr {
        /// The source that names the repository; `None` for the receiver of the method.
        repository: Option<&'static str>,
        /// The source of the tag or digest; `None` for one that only a deployment can tell.
        tag: Option<Source>,
        /// What CDK takes when it is omitted; `None`: no suffix at all.
        default: Option<&'static str>,
        digest: Digest,
    },
    /// An image that the CDK toolkit builds and keeps in its own repository.
    Asset,
}

/// When the tag argument of an image is taken for a digest and put behind `@`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Digest {
    /// If it is a text, known when the program runs, that starts with `sha256:`.
    Prefix,
    /// Never: what looks like a digest is put behind `:`.
    Never,
    Always,
    /// If this option is true.
    Flag(&'static str),
}

/// A text with holes for arguments: `public.ecr.aws/{alias}/{repository}:{tag}`.
#[derive(Debug)]
pub struct Template {
    pub parts: Vec<TemplatePart>,
}

#[derive(Debug, PartialEq, Eq)]
pub enum TemplatePart {
    Text(&'static str),
    /// The first alternative that is given; a construct stands for what `Ref` gives.
    Hole(Vec<Alternative>),
    /// The receiver of the method; it stands for what `Ref` gives.
    Receiver,
    /// What cannot be known.
    Unknown,
}

/// What may stand in a hole.
#[derive(Debug, PartialEq, Eq)]
pub enum Alternative {
    /// A way from the arguments.
    Option(Vec<&'static str>),
    /// A child of the construct.
    Child(&'static str),
    Unknown,
}

/// Something that a construct creates below itself.
#[derive(Debug)]
pub struct Child {
    /// Its path below the construct, with the same holes as a [`Template`].
    pub id: Template,
    /// Of the full class name of a construct whose options the targets of the rows are; or none.
    pub class: Option<&'static str>,
    /// It is created unless one of these options is given: the option, and the value which alone counts as given.
    pub unless: Vec<(&'static str, Option<Literal>)>,
    /// It is created only if this option is given.
    pub when: Option<&'static str>,
    /// The resource, where `class` is none; otherwise the options of the class.
    pub shape: Shape,
}

/// What a method does to its receiver. The result of what adds an element is that element.
#[derive(Debug, PartialEq, Eq)]
pub enum Effect {
    /// Nothing that a template of the receiver shows.
    Nothing,
    /// The receiver may be changed in any way.
    Open,
    /// The arguments together are one more element of a list option of the receiver.
    Append { option: &'static str },
    /// One argument is one more element of a list option of the receiver.
    AppendArgument { option: &'static str, argument: &'static str },
    /// An argument is the value of an option of the receiver.
    Set { option: &'static str, argument: &'static str },
    /// Properties of the receiver cannot be known any more.
    Unknown { properties: Vec<&'static str> },
}
