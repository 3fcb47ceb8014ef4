// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Qt;

namespace Quayside.TestPeer;

/// <summary>What is said about keys without an object.</summary>
internal static class KeyCommands
{
    public static string PlatformSafe(string key, string type) =>
        Wire.Show(QSharedMemory.PlatformSafeKey(Wire.Text(key)!, Type(type)).ToString());

    public static string Legacy(string key, string type) => Wire.Show(QSharedMemory.LegacyNativeKey(Wire.Text(key)!, Type(type)).ToString());

    public static string IsTypeSupported(string type) => Wire.Show(QSharedMemory.IsKeyTypeSupported(Type(type)));

    private static IpcKeyType Type(string type) => (IpcKeyType)Wire.Number(type);
}
