// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside;
using Quayside.FaultHost;
using Quayside.Testing;

// Arguments: the compiled shim, the executable of Quayside.CrashHost, the kind of key (or quayside, for its segments), and words of which a scene's name must hold one.
var unknown = Shim.Insert(args[0]);
foreach (var name in unknown)
{
    Console.WriteLine($"fault: the shim lets {name} through");
}

if (args[2] == "quayside")
{
    var segments = new SegmentRehearsal(fault => Console.WriteLine($"fault: {fault}"));
    foreach (var scene in SegmentScenes.All.Where(scene => IsWanted(scene.Name)))
    {
        segments.Do(scene);
    }

    return Tell(segments.Cases, SegmentRehearsal.Uses);
}

(Func<string, IpcKey> makeKey, var expectations) = args[2] switch
{
    "legacy" => (IpcKey.Legacy, SystemVExpectations.All),
    "platform-safe" => ((Func<string, IpcKey>)(name => IpcKey.PlatformSafe(name.Replace(' ', '-'))), PosixExpectations.All),
    _ => throw new ArgumentException($"There is no kind of key '{args[2]}'."),
};
using var neighbour = new Neighbour(ChildProcess.Start(args[1], []));
var rehearsal = new Rehearsal(makeKey, expectations, neighbour, fault => Console.WriteLine($"fault: {fault}"));
foreach (var scene in Scenes.For(args[2]).Where(scene => IsWanted(scene.Name)))
{
    rehearsal.Do(scene);
}

return Tell(rehearsal.Cases, expectations.Uses);

bool IsWanted(string name) => args.Length == 3 || args.Skip(3).Any(name.Contains);

int Tell(IReadOnlyDictionary<string, int> cases, IEnumerable<string> uses)
{
    foreach (var (call, count) in cases.OrderBy(pair => pair.Key, StringComparer.Ordinal))
    {
        Console.WriteLine($"cases: {count} {call}");
    }

    foreach (var use in uses.Except(cases.Keys).Where(_ => args.Length == 3))
    {
        Console.WriteLine($"fault: no scene makes the call {use}");
    }

    Console.WriteLine($"done: {cases.Values.Sum()} cases");
    return 0;
}
