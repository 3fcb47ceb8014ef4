// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

#pragma once

#include <string>
#include <vector>

/// Whether `verb` is one of QSystemSemaphore's.
bool isSemaphoreVerb(const std::string &verb);

/// Does what `words` say with the QSystemSemaphore objects of this program.
std::string answerSemaphore(const std::vector<std::string> &words);

/// Destroys every QSystemSemaphore object.
void destroySemaphores();
