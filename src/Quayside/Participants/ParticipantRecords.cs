// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Participants;

/// <summary>Bytes of a body that belong to whoever holds a place: zero when one comes, and zero when one has gone or was swept away.</summary>
/// <remarks>Only the holder of a place writes its line, so what a dead one left there is the dead one's until somebody else holds the place.</remarks>
/// <param name="Offset">Where the first place's are in the body.</param>
/// <param name="Size">Bytes of each, a multiple of 8; 0 where places have none.</param>
internal readonly record struct ParticipantRecords(long Offset, int Size);
