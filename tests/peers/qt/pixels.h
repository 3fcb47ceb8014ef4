// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

#pragma once

#include <QSharedMemory>

#include <string>
#include <vector>

/// Publishes noise: key, format, width, height, stride, seed (tests/peers/protocol.md).
bool putPixels(QSharedMemory &memory, const std::vector<std::string> &words);

/// Takes a picture as a QImage and answers its size and the checksum of its pixels in a format, Bgra or Gray16.
/// Answers "false" when there is no memory, "null" when there is no picture.
std::string getPixels(QSharedMemory &memory, const std::string &format);
