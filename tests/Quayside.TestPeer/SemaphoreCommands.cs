// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Qt;

namespace Quayside.TestPeer;

/// <summary>The commands of semaphores, which have names of their own beside the memories'.</summary>
internal sealed class SemaphoreCommands(Func<PeerSemaphore> make) : IDisposable
{
    private static readonly Dictionary<string, Func<PeerSemaphore, string[], string>> _commands = new()
    {
        ["sem-setkey"] = (semaphore, words) => SetKey(semaphore, words),
        ["sem-key"] = (semaphore, _) => Wire.Show(semaphore.NativeIpcKey.LegacyKey),
        ["sem-nativeipckey"] = (semaphore, _) => Wire.Show(semaphore.NativeIpcKey is { IsValid: true } key ? key.ToString() : null),
        ["sem-acquire"] = (semaphore, _) => Wire.Show(semaphore.Acquire()),
        ["sem-release"] = (semaphore, words) => Wire.Show(semaphore.Release((int)Wire.Number(words[0]))),
        ["sem-error"] = (semaphore, _) => Wire.Show((long)semaphore.Error),
        ["sem-errorstring"] = (semaphore, _) => Wire.Show(semaphore.ErrorString),
    };

    private readonly Dictionary<string, PeerSemaphore> _objects = [];

    public static bool Knows(string verb) => verb.StartsWith("sem-", StringComparison.Ordinal);

    public string Run(string[] words)
    {
        switch (words)
        {
            case ["sem-platformsafekey", var key, var type]:
                return Wire.Show(QSystemSemaphore.PlatformSafeKey(Wire.Text(key)!, (IpcKeyType)Wire.Number(type)).ToString());
            case ["sem-legacynativekey", var key, var type]:
                return Wire.Show(QSystemSemaphore.LegacyNativeKey(Wire.Text(key)!, (IpcKeyType)Wire.Number(type)).ToString());
            case ["sem-iskeytypesupported", var type]:
                return Wire.Show(QSystemSemaphore.IsKeyTypeSupported((IpcKeyType)Wire.Number(type)));
            case ["sem-new", var name, .. var rest]:
                Destroy(name);
                return SetKey(_objects[name] = make(), rest);
            case ["sem-destroy", var name]:
                return Wire.Show(Destroy(name));
            case [var verb, var name, .. var rest]:
                return _commands[verb](_objects[name], rest);
            default:
                throw new FormatException("a command is a verb and an object");
        }
    }

    public void Dispose()
    {
        foreach (var semaphore in _objects.Values)
        {
            semaphore.Dispose();
        }
    }

    private static string SetKey(PeerSemaphore semaphore, string[] words)
    {
        var mode = words[2] == "create" ? QSystemSemaphoreMode.Create : QSystemSemaphoreMode.Open;
        semaphore.GiveKey(words[0], (int)Wire.Number(words[1]), mode);
        return Wire.Show(true);
    }

    private bool Destroy(string name)
    {
        var found = _objects.Remove(name, out var semaphore);
        semaphore?.Dispose();
        return found;
    }
}
