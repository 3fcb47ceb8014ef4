// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

// Keys on a line: a text is a legacy key; `n` and the digits of Qt's text form of a QNativeIpcKey is a native key,
// which Qt knows since 6.6.
#pragma once

#include "wire.h"

#include <QSharedMemory>

#if QT_VERSION >= QT_VERSION_CHECK(6, 6, 0)
#define PEER_HAS_NATIVE_KEYS
#endif

/// Calls `use` with the key that `word` stands for: a QString or a QNativeIpcKey.
template <typename Use> void withKey(const std::string &word, Use use)
{
#ifdef PEER_HAS_NATIVE_KEYS
    if (word[0] == 'n' && word != "null")
        return use(QNativeIpcKey::fromString(textOf("u" + word.substr(1))));
#endif
    use(textOf(word));
}

/// Gives another key to a QSharedMemory or a QSystemSemaphore, for which `more` is its initial value and its mode.
template <typename Object, typename... More> void giveKey(Object &object, const QString &key, More... more)
{
    object.setKey(key, more...);
}

#ifdef PEER_HAS_NATIVE_KEYS
template <typename Object, typename... More> void giveKey(Object &object, const QNativeIpcKey &key, More... more)
{
    object.setNativeKey(key, more...);
}

inline QNativeIpcKey::Type keyTypeOf(const std::string &number) { return QNativeIpcKey::Type(std::stoi(number)); }

/// Answers what a class says about keys without an object: `verb` of tests/peers/protocol.md.
template <typename Class> std::string aboutKeys(const std::string &verb, const std::vector<std::string> &arguments)
{
    const auto type = keyTypeOf(arguments.back());
    if (verb == "iskeytypesupported")
        return show(Class::isKeyTypeSupported(type));
    const QString key = textOf(arguments.front());
    return show((verb == "platformsafekey" ? Class::platformSafeKey(key, type) : Class::legacyNativeKey(key, type)).toString());
}
#endif
