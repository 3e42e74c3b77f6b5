const { tag, name: renamed, image: { repository, digest = 'none' } = {}, ...rest } = settings;
const { [computed]: dynamic, ['literal']: literal, 'quoted-key': quoted } = settings;
const [first, , third = 3, [nested], ...others] = list;
function stack({ tag = 'latest', vpc: network }: StackProps = {}, [a, b]: string[], ...more: string[]) {}
const arrow = ({ id }) => id;
for (const { name, port = 80 } of services) use(name, port);
for (const [key, value] of Object.entries(settings)) use(key, value);
try {} catch ({ message }) { use(message); }
