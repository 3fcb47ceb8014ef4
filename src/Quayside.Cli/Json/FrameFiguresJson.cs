// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Cli.Json;

/// <summary>Latencies in the JSON of the tool, in seconds; null where no frame came.</summary>
internal sealed record LatencyJson(double? P50, double? P99, double? Max);

/// <summary>A line of <c>frames watch --json</c>, and what the page of <c>frames view</c> shows.</summary>
internal sealed record FrameFiguresJson(
    DateTimeOffset Time, string Span, double Seconds, long Frames, double Rate, int Width, int Height, string Format, LatencyJson Latency, long Dropped);

/// <summary>What <c>frames view</c> tells its page.</summary>
internal sealed record FrameViewJson(string Key, FrameFiguresJson? Figures);
