// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.TestPeer;

namespace Quayside.Interop.Tests.Peers;

/// <summary>One semaphore inside a peer.</summary>
internal sealed class PeerSemaphore(Peer peer, string name)
{
    public int Error => (int)Wire.Number(Ask("sem-error"));

    public string? ErrorString => Wire.Text(Ask("sem-errorstring"));

    public bool Acquire() => bool.Parse(Ask("sem-acquire"));

    public bool Release(int count = 1) => bool.Parse(Ask("sem-release", count));

    public bool Destroy() => bool.Parse(Ask("sem-destroy"));

    /// <summary>Asserts that nothing is there to take, and takes what <paramref name="releaser"/> then puts in.</summary>
    public void AssertWaitsFor(Func<bool> releaser)
    {
        SendAcquire();
        peer.AssertWaits();
        Assert.True(releaser());
        Assert.Equal("true", peer.Answer());
    }

    /// <summary>Begins to acquire; the answer is awaited later.</summary>
    public void SendAcquire() => peer.Send(Line("sem-acquire"));

    private string Ask(string verb, params object[] words) => peer.Ask(Line(verb, words));

    private string Line(string verb, params object[] words) =>
        string.Join(' ', words.Prepend(name).Prepend(verb).Select(word => Convert.ToString(word, CultureInfo.InvariantCulture)));
}
