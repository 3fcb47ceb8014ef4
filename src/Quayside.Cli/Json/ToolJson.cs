// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Text.Encodings.Web;
using System.Text.Json.Serialization.Metadata;
using System.Text.Json.Serialization;
using System.Text.Json;
using Quayside.Cli.Terminal;
using Quayside.Platform.Common;

namespace Quayside.Cli.Json;

/// <summary>Writes the tool's JSON, without reflection, so that it works when compiled ahead of time.</summary>
[JsonSerializable(typeof(ListJson))]
[JsonSerializable(typeof(InspectJson))]
[JsonSerializable(typeof(DoctorJson))]
[JsonSerializable(typeof(ChangeJson))]
[JsonSerializable(typeof(LiveJson))]
[JsonSerializable(typeof(FrameFiguresJson))]
[JsonSerializable(typeof(FrameViewJson))]
internal sealed partial class ToolJson : JsonSerializerContext
{
    /// <summary>Writes a whole answer, indented.</summary>
    public static void Write<T>(T value) => StandardOutput.Writer.WriteLine(Text(value, isIndented: true));

    /// <summary>Writes one line of a stream of answers.</summary>
    public static void WriteLine<T>(T value) => StandardOutput.Writer.WriteLine(Line(value));

    /// <summary>Gets such a line.</summary>
    public static string Line<T>(T value) => Text(value, isIndented: false);

    private static string Text<T>(T value, bool isIndented)
    {
        // No answer is part of the text of a web page, so keys may be read as they are.
        var format = new ToolJson(new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            WriteIndented = isIndented,
        });
        
        // What the encoder leaves as it is and a terminal would obey can only stand in strings, where this is how JSON escapes it.
        return PrintableText.Of(JsonSerializer.Serialize(value, (JsonTypeInfo<T>)format.GetTypeInfo(typeof(T))!), keepLines: true);
    }
}
