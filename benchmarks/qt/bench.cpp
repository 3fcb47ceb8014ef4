// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

// Measures real QSharedMemory; Qt 5 and Qt 6. Driven line by line, so that the other side can measure in between:
//
//   argument 1              the key
//   version                 prints "qt 6.4.2"
//   pixels FILE W H         the picture of `picture`: W x H opaque pixels of four bytes, red first
//   foreign KEY             the key under which the other program gives its picture, if not argument 1 with " picture foreign"
//   file FILE               the picture of `picture-file`: a PNG
//   OPERATION COUNT         runs the operation COUNT times and prints "OPERATION nanoseconds-each ns"
//   stream-size             prints the number of bytes that the last picture took in the segment
//   check                   gives and takes the picture of `pixels`, and compares
//   check-foreign           takes the other program's picture and compares it with the one of `pixels`
//
// Every line is answered by one line "name value unit"; a failure ends the program with a message and exit code 1.

#include <QBuffer>
#include <QDataStream>
#include <QFile>
#include <QGuiApplication>
#include <QPixmap>
#include <QSharedMemory>

#include <chrono>
#include <cstring>
#include <functional>
#include <iostream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>

namespace {

constexpr int SmallSegment = 4096;

void require(bool succeeded, const QString &what)
{
    if (!succeeded) {
        throw std::runtime_error(what.toStdString());
    }
}

void require(bool succeeded, const QSharedMemory &memory)
{
    require(succeeded, memory.errorString());
}

QByteArray contentsOf(const std::string &path)
{
    QFile file(QString::fromStdString(path));
    require(file.open(QIODevice::ReadOnly), file.errorString());
    return file.readAll();
}

// The calls on memory alone. `keeper` keeps the segment alive, so that `user` is neither the first nor the last.
class Memory
{
public:
    explicit Memory(const QString &key)
        : m_key(key), m_keeper(key), m_user(key), m_alone(key + QStringLiteral(" alone"))
    {
        require(m_keeper.create(SmallSegment), m_keeper);
    }

    void lock()
    {
        require(m_keeper.lock() && m_keeper.unlock(), m_keeper);
    }

    void attach()
    {
        require(m_user.attach() && m_user.detach(), m_user);
    }

    void attachAnew()
    {
        QSharedMemory memory(m_key);
        require(memory.attach(), memory);
    }

    void create()
    {
        require(m_alone.create(SmallSegment) && m_alone.detach(), m_alone);
    }

    void createAnew()
    {
        QSharedMemory memory(m_alone.key());
        require(memory.create(SmallSegment), memory);
    }

private:
    QString m_key;
    QSharedMemory m_keeper;
    QSharedMemory m_user;
    QSharedMemory m_alone;
};

// A picture's way from one program to another, as Qt's documentation shows it ("Shared Memory" example).
class Picture
{
public:
    explicit Picture(const QString &key)
        : m_giver(key), m_taker(key), m_foreign(key + QStringLiteral(" foreign"))
    {
    }

    void loadPixels(const std::string &path, int width, int height)
    {
        const QByteArray bytes = contentsOf(path);
        const auto data = reinterpret_cast<const uchar *>(bytes.constData());
        const QImage image(data, width, height, 4 * width, QImage::Format_RGBX8888);
        m_pixmap = QPixmap::fromImage(image);
    }

    void loadFile(const std::string &path)
    {
        m_file = contentsOf(path);
    }

    void pass()
    {
        give(m_pixmap);
        take(m_taker);
    }

    void giveAlone()
    {
        give(m_pixmap);
    }

    void takeForeign()
    {
        take(m_foreign);
    }

    void setForeignKey(const std::string &key)
    {
        m_foreign.setKey(QString::fromStdString(key));
    }

    void check()
    {
        pass();
        requireUnchanged();
    }

    void checkForeign()
    {
        takeForeign();
        requireUnchanged();
    }

    void passFile()
    {
        QPixmap pixmap;
        require(pixmap.loadFromData(m_file, "PNG"), QStringLiteral("The file is no PNG."));
        give(pixmap);
        take(m_taker);
    }

    int streamSize() const
    {
        return m_streamSize;
    }

private:
    void give(const QPixmap &pixmap)
    {
        if (m_giver.isAttached()) {
            require(m_giver.detach(), m_giver);
        }

        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        QDataStream out(&buffer);
        out << pixmap;
        m_streamSize = static_cast<int>(buffer.size());
        require(m_giver.create(m_streamSize), m_giver);
        require(m_giver.lock(), m_giver);
        std::memcpy(m_giver.data(), buffer.data().constData(), static_cast<std::size_t>(m_streamSize));
        require(m_giver.unlock(), m_giver);
    }

    void take(QSharedMemory &taker)
    {
        require(taker.attach(QSharedMemory::ReadOnly), taker);
        require(taker.lock(), taker);
        const auto data = static_cast<const char *>(taker.constData());
        QDataStream in(QByteArray::fromRawData(data, static_cast<int>(taker.size())));
        in >> m_taken;
        require(taker.unlock() && taker.detach(), taker);
        require(!m_taken.isNull(), QStringLiteral("No picture arrived."));
    }

    void requireUnchanged()
    {
        require(m_taken.toImage().convertToFormat(QImage::Format_RGBX8888) == m_pixmap.toImage().convertToFormat(QImage::Format_RGBX8888),
                QStringLiteral("The picture arrived changed."));
    }

    QSharedMemory m_giver;
    QSharedMemory m_taker;
    QSharedMemory m_foreign; // given by the other program
    QPixmap m_pixmap;
    QPixmap m_taken;
    QByteArray m_file;
    int m_streamSize = 0;
};

double nanosecondsEach(long count, const std::function<void()> &operation)
{
    const auto start = std::chrono::steady_clock::now();
    for (long i = 0; i < count; i++) {
        operation();
    }

    const std::chrono::duration<double, std::nano> time = std::chrono::steady_clock::now() - start;
    return time.count() / static_cast<double>(count);
}

void serve(const QString &key)
{
    Memory memory(key);
    Picture picture(key + QStringLiteral(" picture"));
    const std::map<std::string, std::function<void()>> operations = {
        { "lock", [&] { memory.lock(); } },
        { "attach", [&] { memory.attach(); } },
        { "attach-anew", [&] { memory.attachAnew(); } },
        { "create", [&] { memory.create(); } },
        { "create-anew", [&] { memory.createAnew(); } },
        { "picture", [&] { picture.pass(); } },
        { "picture-file", [&] { picture.passFile(); } },
        { "picture-give", [&] { picture.giveAlone(); } },
        { "picture-take", [&] { picture.takeForeign(); } },
    };

    std::string line;
    while (std::getline(std::cin, line)) {
        std::istringstream words(line);
        std::string command;
        words >> command;
        if (command == "version") {
            std::cout << "qt " << qVersion() << std::endl;
        } else if (command == "pixels") {
            std::string path;
            int width = 0;
            int height = 0;
            words >> path >> width >> height;
            picture.loadPixels(path, width, height);
            std::cout << "pixels " << width * height << " pixels" << std::endl;
        } else if (command == "file") {
            std::string path;
            words >> path;
            picture.loadFile(path);
            std::cout << "file 1 file" << std::endl;
        } else if (command == "foreign") {
            std::string foreignKey;
            std::getline(words >> std::ws, foreignKey);
            picture.setForeignKey(foreignKey);
            std::cout << "foreign 1 key" << std::endl;
        } else if (command == "check") {
            picture.check();
            std::cout << "check 1 picture" << std::endl;
        } else if (command == "check-foreign") {
            picture.checkForeign();
            std::cout << "check-foreign 1 picture" << std::endl;
        } else if (command == "stream-size") {
            std::cout << "stream-size " << picture.streamSize() << " bytes" << std::endl;
        } else {
            const auto found = operations.find(command);
            require(found != operations.end(), QStringLiteral("Unknown: ") + QString::fromStdString(line));
            long count = 0;
            words >> count;
            std::cout << command << ' ' << nanosecondsEach(count, found->second) << " ns" << std::endl;
        }
    }
}

} // namespace

int main(int argc, char *argv[])
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(argc, argv);
    try {
        require(argc == 2, QStringLiteral("Usage: bench KEY, then lines on standard input as in the source's head."));
        serve(QString::fromLocal8Bit(argv[1]));
        return 0;
    } catch (const std::exception &failure) {
        // What was made is taken away on the way here.
        std::cerr << failure.what() << std::endl;
        return 1;
    }
}
