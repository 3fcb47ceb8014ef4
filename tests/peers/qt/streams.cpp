// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

#include "streams.h"

#include "wire.h"

#include <QDataStream>
#include <QDateTime>
#include <QIODevice>
#include <QPoint>
#include <QRect>
#include <QSize>

#include <functional>
#include <map>

namespace {

struct Type
{
    std::function<void(QDataStream &, const std::string &)> write;
    std::function<std::string(QDataStream &)> read;
};

template <typename Value> Type type(std::function<Value(const std::string &)> parse, std::function<std::string(const Value &)> format)
{
    return {
        [parse](QDataStream &stream, const std::string &token) { stream << parse(token); },
        [format](QDataStream &stream) {
            Value value{};
            stream >> value;
            return format(value);
        },
    };
}

template <typename Value> Type integer()
{
    return type<Value>(
        [](const std::string &token) { return token[0] == '-' ? Value(std::stoll(token)) : Value(std::stoull(token)); },
        [](const Value &value) { return std::to_string(value); });
}

std::vector<std::string> split(const std::string &list)
{
    std::vector<std::string> items;
    for (const QString &item : QString::fromStdString(list).split(QLatin1Char(',')))
        items.push_back(item.toStdString());
    return items;
}

QStringList textsOf(const std::string &token)
{
    QStringList texts;
    const std::string inner = token.substr(1, token.size() - 2);
    if (!inner.empty())
        for (const std::string &item : split(inner))
            texts += textOf(item);
    return texts;
}

std::string showTexts(const QStringList &texts)
{
    std::string token = "[";
    for (const QString &text : texts)
        token += (token.size() > 1 ? "," : "") + show(text);
    return token + "]";
}

std::vector<int> numbers(const std::string &token)
{
    std::vector<int> values;
    for (const std::string &item : split(token))
        values.push_back(std::stoi(item));
    return values;
}

std::string join(std::initializer_list<int> values)
{
    std::string token;
    for (const int value : values)
        token += (token.empty() ? "" : ",") + std::to_string(value);
    return token;
}

QDateTime dateTimeOf(const std::string &token)
{
    return token == "null" ? QDateTime() : QDateTime::fromMSecsSinceEpoch(std::stoll(token)).toUTC();
}

const std::map<std::string, Type> types = {
    {"bool", type<bool>([](const std::string &t) { return t == "true"; }, [](const bool &v) { return show(v); })},
    {"int8", integer<qint8>()},
    {"uint8", integer<quint8>()},
    {"int16", integer<qint16>()},
    {"uint16", integer<quint16>()},
    {"int32", integer<qint32>()},
    {"uint32", integer<quint32>()},
    {"int64", integer<qint64>()},
    {"uint64", integer<quint64>()},
    {"float", type<float>(bitsOf<float, quint32>, [](const float &v) { return showBits<float, quint32>(v); })},
    {"double", type<double>(bitsOf<double, quint64>, [](const double &v) { return showBits<double, quint64>(v); })},
    {"string", type<QString>(textOf, [](const QString &v) { return show(v); })},
    {"bytes", type<QByteArray>(bytesOf, [](const QByteArray &v) { return show(v); })},
    {"stringlist", type<QStringList>(textsOf, showTexts)},
    {"size", type<QSize>([](const std::string &t) { const auto n = numbers(t); return QSize(n.at(0), n.at(1)); },
                         [](const QSize &v) { return join({v.width(), v.height()}); })},
    {"point", type<QPoint>([](const std::string &t) { const auto n = numbers(t); return QPoint(n.at(0), n.at(1)); },
                           [](const QPoint &v) { return join({v.x(), v.y()}); })},
    {"rect", type<QRect>([](const std::string &t) { const auto n = numbers(t); return QRect(n.at(0), n.at(1), n.at(2), n.at(3)); },
                         [](const QRect &v) { return join({v.x(), v.y(), v.width(), v.height()}); })},
    {"datetime", type<QDateTime>(dateTimeOf, [](const QDateTime &v) {
         return v.isValid() ? std::to_string(v.toMSecsSinceEpoch()) : std::string("null");
     })},
};

} // namespace

std::string writeStream(int version, const std::vector<std::string> &fields)
{
    QByteArray bytes("");
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream.setVersion(version);
    for (std::size_t at = 0; at < fields.size(); at += 2)
        types.at(fields[at]).write(stream, fields.at(at + 1));
    return show(bytes);
}

std::string readStream(int version, const std::string &token, const std::vector<std::string> &names)
{
    const QByteArray bytes = bytesOf(token);
    QDataStream stream(bytes);
    stream.setVersion(version);
    std::string values;
    for (const std::string &name : names)
        values += " " + types.at(name).read(stream);
    return std::to_string(int(stream.status())) + values;
}
