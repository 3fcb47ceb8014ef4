// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.TestPeer;

namespace Quayside.Interop.Tests.Peers;

/// <summary>One running peer.</summary>
internal sealed class Peer(PeerWorld world, PeerProgram program, ChildProcess process)
{
    private int _objects;

    public PeerProgram Program => program;

    public int ProcessId => process.Id;

    /// <summary>Makes an object with a key, as <c>new QSharedMemory(key)</c> does.</summary>
    public PeerMemory New(string? key) => Make(Wire.Show(key));

    /// <summary>Makes an object with a native key, given in Qt's text form.</summary>
    public PeerMemory NewNative(string textForm) => Make(Wire.ShowNativeKey(textForm));

    /// <summary>Makes a semaphore, as <c>new QSystemSemaphore(key, value, mode)</c> does; mode is <c>open</c> or <c>create</c>.</summary>
    public PeerSemaphore NewSemaphore(string key, int value, string mode = "open") => MakeSemaphore(Wire.Show(key), value, mode);

    /// <summary>Makes a semaphore with a native key, given in Qt's text form.</summary>
    public PeerSemaphore NewNativeSemaphore(string textForm, int value) => MakeSemaphore(Wire.ShowNativeKey(textForm), value, "open");

    public string Ask(string command)
    {
        Send(command);
        return Answer();
    }

    public void Send(string command) => process.Send(command);

    /// <summary>Takes the answer to what was sent; a complaint of the peer fails the test.</summary>
    public string Answer()
    {
        var answer = RawAnswer();
        Assert.False(answer.StartsWith('!'), $"{program} complains: {answer}");
        return answer;
    }

    /// <summary>Takes the answer to what was sent, be it a complaint.</summary>
    public string RawAnswer()
    {
        var answer = process.Read();
        world.NoteKeys();
        return answer;
    }

    /// <summary>Asserts that the peer does not answer what was sent: it is waiting.</summary>
    public void AssertWaits() => Assert.True(process.IsSilentFor(TimeSpan.FromMilliseconds(300)), $"{program} does not wait.");

    /// <summary>Lets the peer destroy its objects and end.</summary>
    public void Quit()
    {
        process.Send("quit");
        Assert.Equal(0, process.WaitForExit());
    }

    /// <summary>Ends the peer as <c>kill -9</c> does.</summary>
    public void Kill() => process.Kill();

    /// <summary>Waits until the peer has ended by itself and answers its exit code.</summary>
    public int WaitForExit() => process.WaitForExit();

    private string NextName() => (++_objects).ToString(CultureInfo.InvariantCulture);

    private PeerSemaphore MakeSemaphore(string key, int value, string mode)
    {
        var name = NextName();
        Assert.Equal("true", Ask(string.Create(CultureInfo.InvariantCulture, $"sem-new {name} {key} {value} {mode}")));
        return new PeerSemaphore(this, name);
    }

    private PeerMemory Make(string key)
    {
        var memory = new PeerMemory(this, NextName());
        Assert.Equal("true", Ask($"new {memory.Name} {key}"));
        return memory;
    }
}
