// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

#pragma once

#include <QSharedMemory>

#include <string>

/// Publishes a picture file step by step as a Qt program does; `kind` is "pixmap" or "image".
bool putPicture(QSharedMemory &memory, const QString &key, const std::string &kind, const QString &file);

/// Takes the picture step by step as a Qt program does and saves it as width, height (native int32) and ARGB32 pixels.
/// Answers "false" when there is no memory, "null" when there is no picture, else width and height.
std::string getPicture(QSharedMemory &memory, const std::string &kind, const QString &outFile);
