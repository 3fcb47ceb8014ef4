// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Text;
using Quayside.TestPeer;

// The C# program that tests drive line by line beside the Qt peers. Commands: tests/peers/protocol.md.
var inDotNetManners = args is ["dotnet"];
Func<PeerMemory> make = inDotNetManners ? () => new DotNetMannersMemory() : () => new QtMannersMemory();
using var semaphores = new SemaphoreCommands(inDotNetManners ? () => new DotNetMannersSemaphore() : () => new QtMannersSemaphore());
var objects = new Dictionary<string, PeerMemory>();

using var input = new StreamReader(Console.OpenStandardInput(), Encoding.UTF8);
using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
while (input.ReadLine() is { } line and not "quit")
{
    try
    {
        output.WriteLine(Answer(line.Split(' ')));
    }
#pragma warning disable CA1031 // Whatever goes wrong is the answer; the test that drives this program judges it.
    catch (Exception problem)
#pragma warning restore CA1031
    {
        output.WriteLine($"!{line[..Math.Min(line.Length, 200)]}: {problem.GetType().Name}: {problem.Message.ReplaceLineEndings(" ")}");
    }
}

foreach (var memory in objects.Values)
{
    memory.Dispose();
}

string Answer(string[] words)
{
    switch (words)
    {
        case [var verb, ..] when SemaphoreCommands.Knows(verb):
            return semaphores.Run(words);
        case ["stream-write", var version, .. var fields]:
            return StreamCommands.Write((int)Wire.Number(version), fields);
        case ["stream-read", var version, var bytes, .. var types]:
            return StreamCommands.Read((int)Wire.Number(version), Wire.Bytes(bytes)!, types);
        case ["new", var name, var key]:
            objects.Remove(name, out var earlier);
            earlier?.Dispose();
            objects[name] = make();
            objects[name].GiveKey(key);
            return Wire.Show(true);
        case ["destroy", var name]:
            var found = objects.Remove(name, out var memory);
            memory?.Dispose();
            return Wire.Show(found);
        case ["platformsafekey", var key, var type]:
            return KeyCommands.PlatformSafe(key, type);
        case ["legacynativekey", var key, var type]:
            return KeyCommands.Legacy(key, type);
        case ["iskeytypesupported", var type]:
            return KeyCommands.IsTypeSupported(type);
        case [var verb, var name, .. var rest]:
            return MemoryCommands.Run(verb, objects[name], rest);
        default:
            throw new FormatException("a command is a verb and an object");
    }
}
