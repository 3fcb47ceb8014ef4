// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

// How values travel on a line (tests/peers/protocol.md): every text as UTF-16 in hexadecimal, so that
// NUL, newlines, lone surrogates and the difference between null and empty all arrive.
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <cstring>
#include <stdexcept>
#include <string>

inline std::string show(bool value) { return value ? "true" : "false"; }

inline std::string show(const QByteArray &value)
{
    return value.isNull() ? "null" : "x" + value.toHex().toStdString();
}

inline std::string show(const QString &value)
{
    if (value.isNull())
        return "null";
    std::string token = "u";
    for (const QChar unit : value)
        token += QString::number(unit.unicode(), 16).rightJustified(4, QLatin1Char('0')).toStdString();
    return token;
}

template <typename Float, typename Bits> std::string showBits(Float value)
{
    Bits bits;
    static_assert(sizeof bits == sizeof value, "same width");
    std::memcpy(&bits, &value, sizeof bits);
    return QString::number(bits, 16).rightJustified(2 * int(sizeof bits), QLatin1Char('0')).toStdString();
}

template <typename Float, typename Bits> Float bitsOf(const std::string &token)
{
    const Bits bits = Bits(QByteArray::fromStdString(token).toULongLong(nullptr, 16));
    Float value;
    std::memcpy(&value, &bits, sizeof value);
    return value;
}

inline QByteArray bytesOf(const std::string &token)
{
    if (token == "null")
        return QByteArray();
    if (token[0] != 'x')
        throw std::invalid_argument("not bytes: " + token);
    return QByteArray("") + QByteArray::fromHex(QByteArray::fromStdString(token.substr(1)));
}

inline QString textOf(const std::string &token)
{
    if (token == "null")
        return QString();
    if (token[0] != 'u' || token.size() % 4 != 1)
        throw std::invalid_argument("not a text: " + token);
    QString text = QString::fromLatin1("");
    for (std::size_t at = 1; at < token.size(); at += 4)
        text += QChar(ushort(std::stoul(token.substr(at, 4), nullptr, 16)));
    return text;
}
