// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

#include "semaphores.h"

#include "keys.h"

#include <QSystemSemaphore>

#include <functional>
#include <map>
#include <memory>

namespace {

using Arguments = std::vector<std::string>;
using SemaphoreCommand = std::function<std::string(QSystemSemaphore &, const Arguments &)>;

std::map<std::string, std::unique_ptr<QSystemSemaphore>> objects;

QSystemSemaphore::AccessMode mode(const std::string &word)
{
    return word == "create" ? QSystemSemaphore::Create : QSystemSemaphore::Open;
}

std::string make(const Arguments &words)
{
    withKey(words.at(2), [&](const auto &key) {
        objects[words.at(1)] = std::make_unique<QSystemSemaphore>(key, std::stoi(words.at(3)), mode(words.at(4)));
    });
    return show(true);
}

std::string setKey(QSystemSemaphore &semaphore, const Arguments &words)
{
    withKey(words.at(0), [&](const auto &key) { giveKey(semaphore, key, std::stoi(words.at(1)), mode(words.at(2))); });
    return show(true);
}

// Arguments count from the one behind the object's name.
const std::map<std::string, SemaphoreCommand> commands = {
    {"sem-setkey", setKey},
    {"sem-key", [](QSystemSemaphore &s, const Arguments &) { return show(s.key()); }},
#ifdef PEER_HAS_NATIVE_KEYS
    {"sem-nativeipckey", [](QSystemSemaphore &s, const Arguments &) { return show(s.nativeIpcKey().toString()); }},
#endif
    {"sem-acquire", [](QSystemSemaphore &s, const Arguments &) { return show(s.acquire()); }},
    {"sem-release", [](QSystemSemaphore &s, const Arguments &a) { return show(s.release(std::stoi(a.at(0)))); }},
    {"sem-error", [](QSystemSemaphore &s, const Arguments &) { return std::to_string(s.error()); }},
    {"sem-errorstring", [](QSystemSemaphore &s, const Arguments &) { return show(s.errorString()); }},
};

} // namespace

bool isSemaphoreVerb(const std::string &verb) { return verb.rfind("sem-", 0) == 0; }

std::string answerSemaphore(const Arguments &words)
{
    const std::string &verb = words.at(0);
    if (verb == "sem-new")
        return make(words);
    if (verb == "sem-destroy")
        return show(objects.erase(words.at(1)) == 1);
#ifdef PEER_HAS_NATIVE_KEYS
    if (verb == "sem-platformsafekey" || verb == "sem-legacynativekey" || verb == "sem-iskeytypesupported")
        return aboutKeys<QSystemSemaphore>(verb.substr(4), Arguments(words.begin() + 1, words.end()));
#endif
    return commands.at(verb)(*objects.at(words.at(1)), Arguments(words.begin() + 2, words.end()));
}

void destroySemaphores() { objects.clear(); }
