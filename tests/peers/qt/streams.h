// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

#pragma once

#include <string>
#include <vector>

/// Writes the values of `fields` (type, value, type, value, ...) with a QDataStream of `version`; answers the bytes.
std::string writeStream(int version, const std::vector<std::string> &fields);

/// Reads values of `types` from `bytes` with a QDataStream of `version`; answers the status and the values.
std::string readStream(int version, const std::string &bytes, const std::vector<std::string> &types);
