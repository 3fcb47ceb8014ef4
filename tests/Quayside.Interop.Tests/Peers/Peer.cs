// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.TestPeer;

namespace Quayside.Interop.Tests.Peers;

/// <summary>One running peer.</summary>
internal sealed class Peer(PeerWorld world, PeerProgram program, ChildProcess process)
{
    private int _objects;

    public PeerProgram Program => program;

    public int ProcessId => process.Id;

    /// <summary>Makes an object with a key, as <c>new QSharedMemory(key)</c> does.</summary>
    public PeerMemory New(string? key)
    {
        var memory = new PeerMemory(this, (++_objects).ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal("true", Ask($"new {memory.Name} {Wire.Show(key)}"));
        return memory;
    }

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
}
