// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

// A Qt program that tests drive line by line: members of QSharedMemory by name. Commands: tests/peers/protocol.md.

#include "keys.h"
#include "pictures.h"
#include "pixels.h"
#include "semaphores.h"
#include "streams.h"
#include "wire.h"

#include <QCryptographicHash>
#include <QGuiApplication>
#include <QSharedMemory>

#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <sched.h>
#include <sstream>

namespace {

using Arguments = std::vector<std::string>;

std::map<std::string, std::unique_ptr<QSharedMemory>> objects;

QSharedMemory::AccessMode mode(const Arguments &arguments, std::size_t at)
{
    return arguments.size() > at && arguments[at] == "ro" ? QSharedMemory::ReadOnly : QSharedMemory::ReadWrite;
}

char *attached(QSharedMemory &memory, qint64 offset, qint64 length)
{
    if (!memory.isAttached() || offset < 0 || length < 0 || length > memory.size() - offset)
        throw std::out_of_range("not inside an attached segment");
    return static_cast<char *>(const_cast<void *>(memory.constData())) + offset;
}

std::string checksum(QSharedMemory &memory)
{
    const int size = int(memory.size());
    return show(QCryptographicHash::hash(QByteArray::fromRawData(attached(memory, 0, size), size), QCryptographicHash::Sha256));
}

std::string fill(QSharedMemory &memory, quint32 seed)
{
    char *bytes = attached(memory, 0, memory.size());
    for (qint64 i = 0; i < memory.size(); ++i) {
        seed = seed * 1664525u + 1013904223u;
        bytes[i] = char(seed >> 24);
    }
    return checksum(memory);
}

// Gives the processor away between read and write, so that a lock that does not exclude shows.
bool count(QSharedMemory &memory, long rounds, bool locked)
{
    volatile qint64 *counter = reinterpret_cast<qint64 *>(attached(memory, 0, sizeof(qint64)));
    for (long i = 0; i < rounds; ++i) {
        if (locked && !memory.lock())
            return false;
        const qint64 value = *counter;
        sched_yield();
        *counter = value + 1;
        if (locked && !memory.unlock())
            return false;
    }
    return true;
}

std::string setKey(QSharedMemory &memory, const std::string &word)
{
    withKey(word, [&](const auto &key) { giveKey(memory, key); });
    return show(true);
}

std::string setNativeKey(QSharedMemory &memory, const QString &key)
{
    memory.setNativeKey(key);
    return show(true);
}

std::string write(QSharedMemory &memory, qint64 offset, const QByteArray &bytes)
{
    std::memcpy(attached(memory, offset, bytes.size()), bytes.constData(), std::size_t(bytes.size()));
    return "true";
}

std::string read(QSharedMemory &memory, qint64 offset, int length)
{
    return show(QByteArray("") + QByteArray(attached(memory, offset, length), length));
}

using MemoryCommand = std::function<std::string(QSharedMemory &, const Arguments &)>;

// Arguments count from the one behind the object's name.
const std::map<std::string, MemoryCommand> memoryCommands = {
    {"setkey", [](QSharedMemory &m, const Arguments &a) { return setKey(m, a.at(0)); }},
    {"setnativekey", [](QSharedMemory &m, const Arguments &a) { return setNativeKey(m, textOf(a.at(0))); }},
    {"key", [](QSharedMemory &m, const Arguments &) { return show(m.key()); }},
    {"nativekey", [](QSharedMemory &m, const Arguments &) { return show(m.nativeKey()); }},
#ifdef PEER_HAS_NATIVE_KEYS
    {"nativeipckey", [](QSharedMemory &m, const Arguments &) { return show(m.nativeIpcKey().toString()); }},
#endif
    {"create", [](QSharedMemory &m, const Arguments &a) { return show(m.create(std::stoi(a.at(0)), mode(a, 1))); }},
    {"attach", [](QSharedMemory &m, const Arguments &a) { return show(m.attach(mode(a, 0))); }},
    {"detach", [](QSharedMemory &m, const Arguments &) { return show(m.detach()); }},
    {"isattached", [](QSharedMemory &m, const Arguments &) { return show(m.isAttached()); }},
    {"size", [](QSharedMemory &m, const Arguments &) { return std::to_string(m.size()); }},
    {"lock", [](QSharedMemory &m, const Arguments &) { return show(m.lock()); }},
    {"unlock", [](QSharedMemory &m, const Arguments &) { return show(m.unlock()); }},
    {"error", [](QSharedMemory &m, const Arguments &) { return std::to_string(m.error()); }},
    {"errorstring", [](QSharedMemory &m, const Arguments &) { return show(m.errorString()); }},
    {"fill", [](QSharedMemory &m, const Arguments &a) { return fill(m, quint32(std::stoul(a.at(0)))); }},
    {"checksum", [](QSharedMemory &m, const Arguments &) { return checksum(m); }},
    {"read", [](QSharedMemory &m, const Arguments &a) { return read(m, std::stoll(a.at(0)), std::stoi(a.at(1))); }},
    {"write", [](QSharedMemory &m, const Arguments &a) { return write(m, std::stoll(a.at(0)), bytesOf(a.at(1))); }},
    {"counter", [](QSharedMemory &m, const Arguments &a) { return show(count(m, std::stol(a.at(0)), true)); }},
    {"counter-without-lock", [](QSharedMemory &m, const Arguments &a) { return show(count(m, std::stol(a.at(0)), false)); }},
    {"picture-put", [](QSharedMemory &m, const Arguments &a) { return show(putPicture(m, textOf(a.at(0)), a.at(1), textOf(a.at(2)))); }},
    {"picture-get", [](QSharedMemory &m, const Arguments &a) { return getPicture(m, a.at(0), textOf(a.at(1))); }},
    {"pixels-put", [](QSharedMemory &m, const Arguments &a) { return show(putPixels(m, a)); }},
    {"pixels-get", [](QSharedMemory &m, const Arguments &a) { return getPixels(m, a.at(0)); }},
};

std::string answer(const Arguments &words)
{
    const std::string &verb = words.at(0);
    if (verb == "stream-write")
        return writeStream(std::stoi(words.at(1)), Arguments(words.begin() + 2, words.end()));
    if (verb == "stream-read")
        return readStream(std::stoi(words.at(1)), words.at(2), Arguments(words.begin() + 3, words.end()));
    if (isSemaphoreVerb(verb))
        return answerSemaphore(words);
#ifdef PEER_HAS_NATIVE_KEYS
    if (verb == "platformsafekey" || verb == "legacynativekey" || verb == "iskeytypesupported")
        return aboutKeys<QSharedMemory>(verb, Arguments(words.begin() + 1, words.end()));
#endif

    const std::string &name = words.at(1);
    if (verb == "new") {
        withKey(words.at(2), [&](const auto &key) { objects[name] = std::make_unique<QSharedMemory>(key); });
        return show(true);
    }
    if (verb == "destroy")
        return show(objects.erase(name) == 1);
    return memoryCommands.at(verb)(*objects.at(name), Arguments(words.begin() + 2, words.end()));
}

} // namespace

int main(int argc, char **argv)
{
    const QGuiApplication application(argc, argv);
    for (std::string line; std::getline(std::cin, line) && line != "quit";) {
        std::istringstream words(line);
        try {
            std::cout << answer(Arguments(std::istream_iterator<std::string>(words), {})) << std::endl;
        } catch (const std::exception &problem) {
            std::cout << "!" << line.substr(0, 200) << ": " << problem.what() << std::endl;
        }
    }
    objects.clear();
    destroySemaphores();
    return 0;
}
