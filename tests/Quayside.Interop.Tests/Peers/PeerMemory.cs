// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.TestPeer;

namespace Quayside.Interop.Tests.Peers;

/// <summary>One shared memory object inside a peer.</summary>
internal sealed class PeerMemory(Peer peer, string name)
{
    public string Name => name;

    public string? NativeKey => Wire.Text(Ask("nativekey"));

    /// <summary>Gets the native key in Qt's text form.</summary>
    public string? NativeIpcKey => Wire.Text(Ask("nativeipckey"));

    /// <summary>Gets the legacy key.</summary>
    public string? Key => Wire.Text(Ask("key"));

    public bool IsAttached => AskTruth("isattached");

    public long Size => Wire.Number(Ask("size"));

    public SharedMemoryError Error => (SharedMemoryError)Wire.Number(Ask("error"));

    public string? ErrorString => Wire.Text(Ask("errorstring"));

    /// <summary>Gets the SHA-256 of the whole segment.</summary>
    public string Checksum => Ask("checksum");

    public SharedMemoryOrigin Origin => Enum.Parse<SharedMemoryOrigin>(Ask("origin"));

    public bool Create(long size) => AskTruth("create", size);

    public bool CreateOrAttach(long size) => AskTruth("create-or-attach", size);

    public bool Replace(long size) => AskTruth("replace", size);

    public bool Remove() => AskTruth("remove");

    public bool Attach() => AskTruth("attach");

    public bool AttachReadOnly() => AskTruth("attach", "ro");

    public bool Detach() => AskTruth("detach");

    public bool Destroy() => AskTruth("destroy");

    public bool Lock() => AskTruth("lock");

    /// <summary>Takes the lock if it becomes free within a moment; only Quayside can give up.</summary>
    public bool LockSoon() => AskTruth("lock-within", 200);

    public bool BreakLock() => AskTruth("break-lock");

    public bool ForceLock() => AskTruth("break-lock", "force");

    public bool Unlock() => AskTruth("unlock");

    /// <summary>Fills the whole segment with noise and answers its SHA-256.</summary>
    public string Fill(int seed) => Ask("fill", seed);

    public byte[] Read(long offset, int length) => Wire.Bytes(Ask("read", offset, length))!;

    public void Write(long offset, params byte[] bytes) => Assert.True(AskTruth("write", offset, Wire.Show(bytes)));

    public bool PutPicture(string key, string kind, string file) => AskTruth("picture-put", Wire.Show(key), kind, Wire.Show(file));

    public string GetPicture(string kind, string outFile) => Ask("picture-get", kind, Wire.Show(outFile));

    /// <summary>Publishes noise.</summary>
    /// <param name="key">The key.</param>
    /// <param name="pixels">What noise.</param>
    /// <param name="compression">How small; only Quayside lets one choose.</param>
    public bool PutPixels(string key, SomeNoise pixels, string? compression = null) => AskTruth(
        "pixels-put",
        [
            Wire.Show(key), pixels.Format, pixels.Width, pixels.Height, pixels.Stride, pixels.Seed,
            .. compression is null ? Array.Empty<object>() : [compression],
        ]);

    /// <summary>Takes a picture and gets its size and the checksum of its pixels.</summary>
    public string GetPixels(string format) => Ask("pixels-get", format);

    /// <summary>Sends a command whose answer is awaited later.</summary>
    public void Send(string verb, params object[] words) => peer.Send(Line(verb, words));

    public string Ask(string verb, params object[] words) => peer.Ask(Line(verb, words));

    private bool AskTruth(string verb, params object[] words) => bool.Parse(Ask(verb, words));

    private string Line(string verb, object[] words) =>
        string.Join(' ', words.Prepend(name).Prepend(verb).Select(word => Convert.ToString(word, CultureInfo.InvariantCulture)));
}
