// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Quayside.Cli.Json;

/// <summary>Writes the tool's JSON, without reflection, so that it works when compiled ahead of time.</summary>
[JsonSerializable(typeof(ListJson))]
[JsonSerializable(typeof(InspectJson))]
[JsonSerializable(typeof(DoctorJson))]
[JsonSerializable(typeof(ChangeJson))]
[JsonSerializable(typeof(LiveJson))]
[JsonSerializable(typeof(FrameFiguresJson))]
internal sealed partial class ToolJson : JsonSerializerContext
{
    /// <summary>Writes a whole answer, indented.</summary>
    public static void Write<T>(T value) => Write(value, isIndented: true);

    /// <summary>Writes one line of a stream of answers.</summary>
    public static void WriteLine<T>(T value) => Write(value, isIndented: false);

    private static void Write<T>(T value, bool isIndented)
    {
        // The output is no part of a web page, so keys may be read as they are.
        var format = new ToolJson(new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            WriteIndented = isIndented,
        });
        Console.Out.WriteLine(JsonSerializer.Serialize(value, (JsonTypeInfo<T>)format.GetTypeInfo(typeof(T))!));
    }
}
